/**
 * Which keys name a secret. Pure.
 *
 * A key is judged by its words, so that every spelling is the same key, and
 * `author`, `keyboard` and `max_tokens` are not taken for what they contain.
 */
import { late } from '../../internal/late';
import { phrasePattern, wordsOf } from './key-words';

/** Secret wherever they stand in a key. */
export const SECRET_PHRASES: readonly string[] = [
  'password',
  'passwd',
  'passphrase',
  'passcode',
  'pwd',
  'secret',
  'token',
  'authorization',
  'auth header',
  'auth key',
  'api key',
  'app key',
  'application key',
  'access key id',
  'access key',
  'account key',
  'secret key',
  'private key',
  'signing key',
  'encryption key',
  'master key',
  'license key',
  'ssh key',
  'credential',
  'creds',
  'cookie',
  'jwt',
  'session key',
  'session id',
  'code verifier',
  'client assertion',
  'card number',
  'credit card',
  'cvv',
  'cvc',
];

/** Secret where a key ends: what follows would make it something else. */
export const SECRET_ENDINGS: readonly string[] = [
  'session',
  'auth',
  'bearer',
  'pass',
  'otp',
  'totp',
  'csrf',
  'xsrf',
  'sid',
  'sig',
  'amz signature',
  'access signature',
];

/** Words written without a seam, as in `apikey` or `PGPASSWORD`. */
const SEAMLESS: readonly string[] = [
  String.raw`\p{L}*pass(?:word|wd|phrase)(?!less)\p{L}*`,
  String.raw`\p{L}*(?:api|access|secret|private|auth)keys?`,
  String.raw`\p{L}*(?:access|auth|api|bearer|csrf|id|refresh|session|xsrf)tokens?`,
  String.raw`\p{L}*secrets?`,
  String.raw`\p{L}*pwd`,
  String.raw`\p{L}*sess(?:ion)?id`,
  'setcookie',
];

/** A word before `token` that makes it a cursor, or a piece of text. */
const NO_SECRET_TOKEN: readonly string[] = [
  'next',
  'previous',
  'prev',
  'page',
  'continuation',
  'cancel',
  'cancellation',
  'first',
  'last',
  'per',
  'input',
  'output',
  'prompt',
  'completion',
  'cached',
  'reasoning',
  'stop',
  'bos',
  'eos',
  'pad',
  'unk',
  'unexpected',
];

/** A word behind a secret that makes it a remark about one. */
export const REMARKS: readonly string[] = [
  'age',
  'algorithm',
  'arn',
  'at',
  'audience',
  'budget',
  'bucket',
  'consent',
  'count',
  'counts',
  'domain',
  'duration',
  'enabled',
  'endpoint',
  'error',
  'exception',
  'expiration',
  'expired',
  'expires',
  'expiry',
  'field',
  'file',
  'format',
  'index',
  'issuer',
  'kind',
  'length',
  'limit',
  'limits',
  'manager',
  'method',
  'name',
  'names',
  'path',
  'policy',
  'position',
  'present',
  'provider',
  'ratio',
  'required',
  'scheme',
  'scope',
  'scopes',
  'size',
  'source',
  'status',
  'store',
  'strength',
  'timeout',
  'ttl',
  'type',
  'types',
  'uri',
  'url',
  'usage',
  'valid',
  'version',
];

/** A first word that makes the rest a question, as in `hasPassword`. */
const QUESTIONS: readonly string[] = [
  'has',
  'is',
  'needs',
  'no',
  'requires',
  'uses',
  'with',
  'without',
];

/** Conventions of OpenTelemetry that sound secret and are not. */
export const NOT_SECRET: ReadonlySet<string> = new Set([
  'session.id',
  'session.previous_id',
]);

const secret = late(() =>
  phrasePattern([
    ...SEAMLESS,
    // The longest wins: `access key id` before `access key`.
    `(?:access|api|auth|bearer|refresh|session) tokens`,
    `(?<!(?<![^ ])(?:${NO_SECRET_TOKEN.join('|')}) )token`,
    ...SECRET_PHRASES.filter((phrase) => phrase !== 'token').map(
      (phrase) => `${phrase}s?`,
    ),
  ]),
);
const ENDING = new RegExp(`(?<![^ ])(?:${SECRET_ENDINGS.join('|')})$`, 'u');
const QUESTION = new RegExp(`^(?:${QUESTIONS.join('|')}) `, 'u');
const REMARK = new RegExp(
  `^ (?:${REMARKS.join('|')})(?![^ ])|(?<= )(?:${REMARKS.join('|')})$`,
  'u',
);

/** Whether what stands under `key` is likely a secret. */
export function isSecretKey(key: string): boolean {
  if (NOT_SECRET.has(key)) return false;
  const words = wordsOf(key);
  if (QUESTION.test(words)) return false;
  const last = [...words.matchAll(secret())].at(-1);
  if (last === undefined) return ENDING.test(words);
  return !REMARK.test(words.slice(last.index + last[0].length));
}
