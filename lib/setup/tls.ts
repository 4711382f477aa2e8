/** Certificates: read from files, and tried before they are needed. */
import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { TlsOptions } from '../delivery/destination';
import { reason } from '../internal/diag';
import { everspanError } from '../internal/errors';
import { firstOf, namesOf, warnOf, type Names } from './environment';
import type { InitOptions } from './options';

/**
 * The certificates of the environment, and over them those of the options.
 *
 * @throws `ERR_EVERSPAN_INIT_OPTION` for certificates that cannot be used
 */
export function tlsFor({ tls }: InitOptions): TlsOptions {
  const fromFiles = {
    ...usable(authorityVariable(), namesOf('CERTIFICATE')),
    ...usable(clientVariables(), namesOf('CLIENT_CERTIFICATE')),
  };
  if (tls === undefined) return fromFiles;
  const problem = problemOf(tls);
  if (problem === undefined) return { ...fromFiles, ...tls };
  throw everspanError(
    'ERR_EVERSPAN_INIT_OPTION',
    `option "tls": the certificates cannot be used: ${problem}`,
  );
}

/** What cannot be used is left out, and told. */
function usable(tls: TlsOptions, names: Names): TlsOptions {
  const problem = problemOf(tls);
  if (problem === undefined) return tls;
  warnOf(names, problem);
  return {};
}

/** Node reads certificates at each connection; a bad one is better known now. */
function problemOf(tls: TlsOptions): string | undefined {
  if (Object.keys(tls).length === 0) return undefined;
  try {
    createSecureContext(tls);
    // Text without any certificate in it is taken for authorities all the same.
    [tls.ca ?? []].flat().forEach((each) => new X509Certificate(each));
    return undefined;
  } catch (error) {
    return reason(error);
  }
}

function authorityVariable(): TlsOptions {
  const ca = fileIn(namesOf('CERTIFICATE'));
  return ca ? { ca } : {};
}

function clientVariables(): TlsOptions {
  const cert = fileIn(namesOf('CLIENT_CERTIFICATE'));
  const key = fileIn(namesOf('CLIENT_KEY'));
  return { ...(cert && { cert }), ...(key && { key }) };
}

function fileIn(names: Names): Buffer | undefined {
  const path = firstOf(names);
  if (path === undefined) return undefined;
  try {
    return readFileSync(path);
  } catch (error) {
    warnOf(names, `cannot read the file: ${reason(error)}`);
    return undefined;
  }
}
