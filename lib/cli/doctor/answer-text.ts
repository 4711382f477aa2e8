/** What a backend says in its answer, fit to be printed. Pure. */
import type { Trial } from '../../setup/trial';

/** What a request carried that nobody may read. */
export interface Secrets {
  readonly headers: Readonly<Record<string, string>>;
  /** Path and query. */
  readonly path: string;
}

const MAX_TEXT = 200;
/** Shorter ones are no secrets, and stand in any text. */
const MIN_SECRET = 4;
const MASK = '***';

/** The text of the answer, short, on one line and without our keys. */
export function textOf(
  { answer, verdict }: Pick<Trial, 'answer' | 'verdict'>,
  secrets: Secrets,
): string {
  if (answer.kind !== 'response') return '';
  if (verdict.kind === 'taken') return printable(verdict.why, secrets);
  const isText = /json|text\/plain/.test(answer.contentType);
  return isText ? printable(Buffer.from(answer.body).toString(), secrets) : '';
}

/** A backend may repeat what it was sent, the key included. */
function printable(text: string, secrets: Secrets): string {
  const hidden = secretsIn(secrets).reduce(
    (rest, secret) => rest.replaceAll(secret, MASK),
    text,
  );
  const line = hidden.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return line.length <= MAX_TEXT ? line : `${line.slice(0, MAX_TEXT)}…`;
}

/** Whole values first, then their words: `Bearer abc` is two. */
function secretsIn({ headers, path }: Secrets): readonly string[] {
  const query = new URLSearchParams(path.split('?')[1] ?? '');
  const values = Object.entries(headers)
    .filter(([name]) => !PUBLIC.has(name))
    .map(([, value]) => value);
  const all = [...values, ...query.values()];
  const words = all.flatMap((value) => value.split(/[\s:=,]+/));
  return [...all, ...words, ...all.flatMap(userAndPassword)]
    .filter((each) => each.length >= MIN_SECRET && !SCHEMES.has(each))
    .sort((one, other) => other.length - one.length);
}

/** Of an endpoint's userinfo, or of a header written by hand. */
function userAndPassword(value: string): readonly string[] {
  const [, encoded] = /^Basic (\S+)$/i.exec(value) ?? [];
  if (encoded === undefined) return [];
  return Buffer.from(encoded, 'base64').toString().split(':');
}

const PUBLIC = new Set(['content-type', 'content-encoding', 'user-agent']);
const SCHEMES = new Set(['Bearer', 'Basic', 'Token']);
