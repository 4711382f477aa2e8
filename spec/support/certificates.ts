/**
 * Certificates for one run of the specs: an authority, a server for localhost
 * and a client. Made in memory, so that no secret is ever committed.
 */
import { randomBytes } from 'node:crypto';
import { pki, md } from 'node-forge';

/** PEM text. */
export interface Identity {
  readonly key: string;
  readonly cert: string;
}

export interface Certificates {
  /** The authority that signed both. */
  readonly ca: string;
  readonly server: Identity;
  readonly client: Identity;
  /** The server's, until yesterday. */
  readonly expired: Identity;
}

interface Signer {
  readonly subject: pki.CertificateField[];
  readonly key: pki.rsa.PrivateKey;
}

const KEY_BITS = 2_048;
const DAY_MS = 86_400_000;

export function makeCertificates(): Certificates {
  const keys = pki.rsa.generateKeyPair(KEY_BITS);
  const authority = { subject: named('everspan specs'), key: keys.privateKey };
  const ca = sign(authority.subject, keys.publicKey, authority, [
    { name: 'basicConstraints', cA: true },
    { name: 'keyUsage', keyCertSign: true },
  ]);
  const forLocalhost = [
    { name: 'extKeyUsage', serverAuth: true },
    { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
  ];
  return {
    ca,
    server: identity('localhost', authority, forLocalhost),
    expired: identity('localhost', authority, forLocalhost, -DAY_MS),
    client: identity('fixture', authority, [
      { name: 'extKeyUsage', clientAuth: true },
    ]),
  };
}

function identity(
  name: string,
  authority: Signer,
  extensions: object[],
  lastsMs = DAY_MS,
): Identity {
  const keys = pki.rsa.generateKeyPair(KEY_BITS);
  return {
    key: pki.privateKeyToPem(keys.privateKey),
    cert: sign(named(name), keys.publicKey, authority, extensions, lastsMs),
  };
}

function named(commonName: string): pki.CertificateField[] {
  return [{ name: 'commonName', value: commonName }];
}

function sign(
  subject: pki.CertificateField[],
  publicKey: pki.rsa.PublicKey,
  authority: Signer,
  extensions: object[],
  lastsMs = DAY_MS,
): string {
  const certificate = pki.createCertificate();
  certificate.publicKey = publicKey;
  // The first bit is cleared: serial numbers are positive.
  certificate.serialNumber = `00${randomBytes(8).toString('hex')}`;
  certificate.validity.notBefore = new Date(Date.now() - 2 * DAY_MS);
  certificate.validity.notAfter = new Date(Date.now() + lastsMs);
  certificate.setSubject(subject);
  certificate.setIssuer(authority.subject);
  certificate.setExtensions(extensions);
  certificate.sign(authority.key, md.sha256.create());
  return pki.certificateToPem(certificate);
}
