/** What is wrong with where spans are to be sent, and with how. */
import type { TlsOptions } from '../delivery/destination';
import { isRecord } from '../internal/kind-of-value';
import {
  type Check,
  checkEach,
  nonEmptyString,
  oneOf,
  plainObject,
  type Problem,
  problemAt,
  problemIn,
} from './check';

/** What is wrong with an endpoint, or `undefined`. */
export function httpUrl(value: unknown): string | undefined {
  const isUsable =
    typeof value === 'string' &&
    URL.canParse(value) &&
    /^https?:$/.test(new URL(value).protocol);
  return isUsable
    ? undefined
    : 'expected an absolute http or https URL, such as http://localhost:4318';
}

const TLS_CHECKS: Readonly<Record<keyof TlsOptions, Check>> = {
  ca: certificates,
  cert: pem,
  key: pem,
  passphrase: nonEmptyString,
  servername: nonEmptyString,
  rejectUnauthorized: oneOf([true, false]),
};

/** What is wrong with certificates and keys, or `undefined`. */
export function tlsProblem(value: unknown): Problem | string | undefined {
  return checkEach(TLS_CHECKS, value);
}

function certificates(value: unknown): Problem | string | undefined {
  return Array.isArray(value) ? problemIn(value, pem) : pem(value);
}

function pem(value: unknown): string | undefined {
  return typeof value === 'string' || Buffer.isBuffer(value)
    ? undefined
    : 'expected PEM as a string or a Buffer';
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#name-field-names */
const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Whether Node would send it: it throws on others, in the middle of a send. */
export function isSendableHeader(name: string, value: unknown): boolean {
  return (
    HEADER_NAME.test(name) &&
    typeof value === 'string' &&
    HEADER_VALUE.test(value)
  );
}

/** What is wrong with headers of requests, or `undefined`. */
export function headersProblem(value: unknown): Problem | string | undefined {
  if (!isRecord(value)) return plainObject(value);
  for (const [name, text] of Object.entries(value)) {
    const problem = header(name, text);
    if (problem) return problemAt(name, problem, text);
  }
  return undefined;
}

function header(name: string, value: unknown): string | undefined {
  if (typeof value !== 'string') return 'expected a string';
  if (isSendableHeader(name, value)) return undefined;
  return HEADER_NAME.test(name)
    ? 'expected characters that HTTP can carry in a header'
    : 'expected a name that HTTP can carry';
}
