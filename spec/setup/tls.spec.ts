import { expect } from 'chai';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tlsFor } from '../../lib/setup/tls';
import { overhearing } from '../internal/overheard';
import { makeCertificates, type Certificates } from '../support/certificates';
import { ownEnvironment } from './own-environment';

const PREFIX = 'OTEL_EXPORTER_OTLP_';
const GARBAGE = 'no certificate at all';

describe('tlsFor', () => {
  const lines = overhearing();
  const setVariables = ownEnvironment();
  let folder: string;
  let certificates: Certificates;

  before(() => {
    certificates = makeCertificates();
    folder = mkdtempSync(join(tmpdir(), 'everspan-'));
    const { ca, client } = certificates;
    for (const [name, text] of Object.entries({ ca, ...client, GARBAGE })) {
      writeFileSync(join(folder, name), text);
    }
  });

  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** Sets variables, without their prefix, to files. */
  function setFiles(files: Readonly<Record<string, string>>): void {
    const told = Object.entries(files).map(([name, file]) => [
      `${PREFIX}${name}`,
      join(folder, file),
    ]);
    setVariables(Object.fromEntries(told) as Record<string, string>);
  }

  it('is empty where nothing is said', () => {
    expect(tlsFor({})).to.deep.equal({});
    expect(tlsFor({ tls: {} })).to.deep.equal({});
  });

  it('reads the files that the variables name, those for traces first', () => {
    const { ca, client } = certificates;
    setFiles({
      CERTIFICATE: 'nowhere',
      TRACES_CERTIFICATE: 'ca',
      CLIENT_CERTIFICATE: 'cert',
      TRACES_CLIENT_KEY: 'key',
    });
    expect(tlsFor({})).to.deep.equal({
      ca: Buffer.from(ca),
      cert: Buffer.from(client.cert),
      key: Buffer.from(client.key),
    });
    expect(lines()).to.deep.equal([]);
  });

  it('takes the options over the files', () => {
    const { ca } = certificates;
    setFiles({ CERTIFICATE: 'ca' });
    const tls = { rejectUnauthorized: false };
    expect(tlsFor({ tls })).to.deep.equal({ ca: Buffer.from(ca), ...tls });
    expect(tlsFor({ tls: { ca } })).to.deep.equal({ ca });
  });

  it('warns of a file it cannot read, and goes on without', () => {
    setFiles({ TRACES_CERTIFICATE: 'nowhere' });
    expect(tlsFor({})).to.deep.equal({});
    expect(lines()).to.have.lengthOf(1);
    expect(lines()[0]).to.include(`${PREFIX}TRACES_CERTIFICATE: cannot read`);
  });

  it('warns of a file that holds no certificate, and goes on without', () => {
    setFiles({ CERTIFICATE: 'GARBAGE' });
    expect(tlsFor({})).to.deep.equal({});
    expect(lines()[0]).to.include(`${PREFIX}CERTIFICATE: `);
  });

  it('keeps the authority where the client certificate is no good', () => {
    setFiles({
      CERTIFICATE: 'ca',
      CLIENT_CERTIFICATE: 'ca',
      CLIENT_KEY: 'key',
    });
    expect(tlsFor({})).to.have.all.keys('ca');
    expect(lines()).to.have.lengthOf(1);
    expect(lines()[0]).to.include(`${PREFIX}CLIENT_CERTIFICATE: `);
  });

  it('throws for certificates of the options that cannot be used', () => {
    const { ca, client } = certificates;
    for (const tls of [
      { ca: GARBAGE },
      { ca: [ca, GARBAGE] },
      { cert: GARBAGE },
      { key: GARBAGE },
      { cert: ca, key: client.key },
    ]) {
      expect(() => tlsFor({ tls })).to.throw(
        TypeError,
        'ERR_EVERSPAN_INIT_OPTION: option "tls"',
      );
    }
  });

  it('takes several authorities', () => {
    const { ca } = certificates;
    const tls = { ca: [ca, Buffer.from(ca)] };
    expect(tlsFor({ tls })).to.deep.equal(tls);
  });
});
