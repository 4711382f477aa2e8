/**
 * Secrets that are known by their shape, wherever they stand in a text. Pure.
 *
 * Every pattern is linear: what it repeats is bounded, or is followed by what
 * it cannot hold, and it starts only where a run of such characters does.
 */

/** What stands where a secret, or personal data, stood. */
export const HIDDEN = '[redacted]';

/** One kind of secret. */
export interface SecretShape {
  /** For the documentation. */
  readonly what: string;
  readonly pattern: RegExp;
  /** As `String.replace` takes it; without it the whole is hidden. */
  readonly shown?: string;
}

/** Not the middle of a word. */
const START = String.raw`(?<![A-Za-z0-9_])`;

/** Characters of one credential that are looked at. */
const MAX = 8_192;

export const SECRET_SHAPES: readonly SecretShape[] = [
  {
    what: 'private keys as PEM or OpenPGP armour',
    pattern:
      /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----[^]*?(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g,
  },
  {
    what: 'credentials behind `Bearer`',
    pattern: new RegExp(
      String.raw`${START}(Bearer\s{1,8})(?!(?:and|auth\w*|credentials?|error|for|format|from|has|header|in|is|of|or|not|realm|schemes?|tokens?|was)(?![\w.~+/=-]))[\w.~+/=-]{4,${String(MAX)}}`,
      'gi',
    ),
    shown: `$1${HIDDEN}`,
  },
  {
    what: 'credentials behind `Basic`',
    // One word of letters is prose: credentials in base64 are no such word.
    pattern: new RegExp(
      String.raw`${START}([Bb]asic\s{1,8})(?![A-Z]?[a-z]{1,40}(?![\w+/=]))[A-Za-z0-9+/_-]{6,${String(MAX)}}={0,2}`,
      'g',
    ),
    shown: `$1${HIDDEN}`,
  },
  {
    what: 'JSON web tokens',
    pattern: new RegExp(
      String.raw`(?<![\w-])eyJ[\w-]{6,${String(MAX)}}\.[\w-]{4,${String(MAX)}}(?:\.[\w-]{0,${String(MAX)}}){0,3}`,
      'g',
    ),
  },
  {
    what: 'AWS access key ids, and the secret key next to one',
    pattern: new RegExp(
      String.raw`${START}A[KS]IA[A-Z2-7]{16}(?![A-Za-z0-9])([^A-Za-z0-9+/](?:[^]{0,60}[^A-Za-z0-9+/])?[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=]))?`,
      'g',
    ),
  },
  {
    what: 'keys of GitHub and GitLab',
    pattern: new RegExp(
      String.raw`${START}(?:gh[oprsu]_[A-Za-z0-9]{16,255}|github_pat_\w{20,255}|gl(?:pat|ptt|dt|rt|cbt)-[\w-]{16,255})`,
      'g',
    ),
  },
  {
    what: 'keys and webhooks of Slack',
    pattern: new RegExp(
      String.raw`${START}(?:xox[abceoprs][.-][\w.-]{8,255}|xapp-[\w-]{10,255})|(?<=hooks\.slack\.com/(?:services|workflows|triggers)/)[\w/-]{10,255}`,
      'g',
    ),
  },
  {
    what: 'secret keys of Stripe',
    pattern: new RegExp(
      String.raw`${START}(?:[rs]k_(?:live|test)_\w{8,255}|whsec_[\w+/=]{16,255})`,
      'g',
    ),
  },
  {
    what: 'keys that begin with `sk-`, as those of OpenAI and Anthropic',
    // A name of several words has no digit.
    pattern: new RegExp(
      String.raw`(?<![\w-])sk-(?=[\w-]{0,255}\d)[\w-]{16,255}`,
      'g',
    ),
  },
  {
    what: 'keys and tokens of Google',
    pattern: new RegExp(
      String.raw`${START}(?:AIza[\w-]{30,255}|ya29\.[\w-]{16,2048}|1//0[\w-]{20,512}|GOCSPX-[\w-]{16,255})`,
      'g',
    ),
  },
  {
    what: 'keys of other services by their prefix: npm, PyPI, Hugging Face, Groq, xAI, Perplexity, Replicate, SendGrid, Twilio, Shopify, DigitalOcean, Databricks, Docker, Linear, Vault, Telegram, age',
    pattern: new RegExp(
      String.raw`${START}(?:npm_\w{30,255}|pypi-[\w-]{30,512}|hf_[A-Za-z0-9]{20,255}|gsk_[A-Za-z0-9]{20,255}|xai-[A-Za-z0-9]{20,255}|pplx-[A-Za-z0-9]{20,255}|r8_[A-Za-z0-9]{20,255}|SG\.[\w-]{16,255}\.[\w-]{16,255}|SK[0-9a-f]{32}(?![0-9a-f])|shp(?:at|ca|pa|ss)_[A-Fa-f0-9]{24,255}|do[opr]_v1_[a-f0-9]{32,255}|dapi[a-f0-9]{32}|dckr_pat_[\w-]{16,255}|lin_api_\w{16,255}|hv[bsr]\.[\w-]{16,512}|\d{8,10}:AA[\w-]{32,40}|AGE-SECRET-KEY-1[A-Z0-9]{16,255})`,
      'g',
    ),
  },
  {
    what: 'user and password in a URL, as in `https://user:password@host`',
    pattern:
      /(?<=https?:\/\/)[^\s/?#"'<>`]{1,1024}(?=@)|(?<=[A-Za-z][A-Za-z0-9+.-]{0,30}:\/\/)[^\s/?#"'<>`:@]{0,256}:(?!\d{1,5}[/?#])[^\s"'<>`@]{1,256}(?:@[^\s/?#"'<>`@]{1,256})?(?=@)/gi,
  },
];

/** What texts without a secret seldom have; it takes a third of the time. */
const GATE =
  /[_:-]|\.[\w-]{4}|1\/\/0|AIza|A[KS]IA|SK[0-9a-f]{8}|dapi|[Bb][Ee][Aa][Rr][Ee][Rr]\s|[Bb]asic\s/;

/** The beginning of every shape, after a look at its first letter. */
const BEGINNING =
  /(?<![A-Za-z0-9_])(?=[ABGSabdeghlnprswxy\d])(?:eyJ|A[KS]IA|gh[oprsu]_|github_pat|gl[a-z]{2,3}-|xox|xapp-|hooks\.s|[rs]k_|whsec_|sk-|AIza|ya29|1\/\/0|GOCSPX|npm_|pypi-|hf_|gsk_|xai-|pplx-|r8_|SG\.|SK[0-9a-f]{8}|shp|do[opr]_|dapi|dckr_|lin_|hv[bsr]\.|\d{8}|AGE-|[Bb][Ee][Aa][Rr][Ee][Rr]\s|[Bb]asic\s)|:\/\/[^\s/]*[@:]|-----BEGIN/;

/** Whether a shape may be in `text`; it is seldom where none is. */
export function mayHoldShape(text: string): boolean {
  return GATE.test(text) && BEGINNING.test(text);
}

/** `text` with each secret of a known shape hidden. */
export function withoutShapes(text: string): string {
  if (!mayHoldShape(text)) return text;
  return SECRET_SHAPES.reduce(
    (shown, { pattern, shown: by = HIDDEN }) => shown.replace(pattern, by),
    text,
  );
}
