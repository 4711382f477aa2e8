import { expect } from 'chai';
import { createRedactor, HIDDEN } from '../../../lib/span/redaction/redact';
import {
  mayHoldShape,
  SECRET_SHAPES,
} from '../../../lib/span/redaction/secret-values';

/** Put together, so that no scanner takes this file for a leak. */
const join = (...parts: readonly string[]): string => parts.join('');

const JWT = join(
  'eyJhbGciOiJIUzI1NiJ9.',
  'eyJzdWIiOiIxMjM0NTY3ODkwIn0.',
  'dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
);
const AWS_ID = join('AKIA', 'IOSFODNN7EXAMPLE');
const AWS_SECRET = join('wJalrXUtnFEMI/K7MDENG', '/bPxRfiCYEXAMPLEKEY');
const PEM = join(
  '-----BEGIN RSA PRIVATE',
  ' KEY-----\nMIIEow\nIBAAKC\n-----END RSA PRIVATE KEY-----',
);
const CARD = '4111111111111111';

/** A text, and what is to be left of it. */
const SHAPES: readonly (readonly [string, string])[] = [
  [`key ${PEM} end`, 'key [redacted] end'],
  [PEM.replaceAll('\n', '\\n'), HIDDEN],
  [PEM.slice(0, 45), HIDDEN],
  ['got Bearer abc.def-123 back', 'got Bearer [redacted] back'],
  ['sent bearer mysecretvalue', 'sent bearer [redacted]'],
  ['Basic dXNlcjpwYXNz', 'Basic [redacted]'],
  [`jwt is ${JWT}.`, 'jwt is [redacted]'],
  [`with ${JWT.split('.').slice(0, 2).join('.')}, cut`, 'with [redacted], cut'],
  [`id ${AWS_ID} is bad`, 'id [redacted] is bad'],
  [AWS_ID.replace('AKIA', 'ASIA'), HIDDEN],
  [`${AWS_ID} / ${AWS_SECRET}!`, '[redacted]!'],
  [`{"id":"${AWS_ID}","s":"${AWS_SECRET}"}`, '{"id":"[redacted]"}'],
  [join('ghp_', 'a1B2'.repeat(9)), HIDDEN],
  [join('github_pat_', 'a1B2'.repeat(9)), HIDDEN],
  [join('glpat-', 'a1B2'.repeat(5)), HIDDEN],
  [join('xoxb-', '123456789012-abcdef'), HIDDEN],
  [
    join('https://hooks.slack.com/services/', 'T000/B000/XXXXXXXX'),
    'https://hooks.slack.com/services/[redacted]',
  ],
  [join('sk_live_', 'a1B2'.repeat(6)), HIDDEN],
  [join('rk_test_', 'a1B2'.repeat(6)), HIDDEN],
  [join('sk-', 'a1B2'.repeat(12)), HIDDEN],
  [join('sk-proj-', 'a1B2_'.repeat(12)), HIDDEN],
  [join('sk-ant-api03-', 'a1B2-'.repeat(12)), HIDDEN],
  [join('AIza', 'a1B2-'.repeat(7)), HIDDEN],
  [join('ya29.', 'a1B2-'.repeat(7)), HIDDEN],
  [join('npm_', 'a1B2'.repeat(9)), HIDDEN],
  [join('hf_', 'a1B2'.repeat(9)), HIDDEN],
  [join('SG.', 'a1B2'.repeat(5), '.', 'a1B2'.repeat(9)), HIDDEN],
  [join('xoxe.', 'xoxp-1-abcdef'), HIDDEN],
  [join('xapp-', '1-A000-123456789'), HIDDEN],
  [join('whsec_', 'a1B2'.repeat(8)), HIDDEN],
  [join('1//0', 'a1B2'.repeat(10)), HIDDEN],
  [join('GOCSPX-', 'a1B2'.repeat(7)), HIDDEN],
  [join('pypi-', 'AgEI'.repeat(10)), HIDDEN],
  [join('gsk_', 'a1B2'.repeat(13)), HIDDEN],
  [join('xai-', 'a1B2'.repeat(20)), HIDDEN],
  [join('pplx-', 'a1B2'.repeat(12)), HIDDEN],
  [join('r8_', 'a1B2'.repeat(9)), HIDDEN],
  [join('SK', '0123456789abcdef'.repeat(2)), HIDDEN],
  [join('shpat_', '0123456789abcdef'.repeat(2)), HIDDEN],
  [join('dop_v1_', '0123456789abcdef'.repeat(4)), HIDDEN],
  [join('dapi', '0123456789abcdef'.repeat(2)), HIDDEN],
  [join('dckr_pat_', 'a1B2'.repeat(7)), HIDDEN],
  [join('lin_api_', 'a1B2'.repeat(10)), HIDDEN],
  [join('hvs.', 'a1B2'.repeat(6)), HIDDEN],
  [join('123456789', ':AA', 'a1B2'.repeat(8), 'abc'), HIDDEN],
  [join('AGE-SECRET-KEY-1', 'A1B2'.repeat(13)), HIDDEN],
  ['https://user:pa@ss@host/x', 'https://[redacted]@host/x'],
  ['https://token@host/x', 'https://[redacted]@host/x'],
  ['postgres://u:p%40@db:5432/x', 'postgres://[redacted]@db:5432/x'],
  ['redis://:pw@cache:6379', 'redis://[redacted]@cache:6379'],
  ['amqp://u:p/w@mq', 'amqp://[redacted]@mq'],
];

const PAIRS: readonly (readonly [string, string])[] = [
  ['password=hunter2', 'password=[redacted]'],
  ['Password = hunter2, user=bob', 'Password = [redacted], user=bob'],
  ['pwd=x', 'pwd=[redacted]'],
  ['failed: password: hunter2 is old', 'failed: password: [redacted] is old'],
  [
    '{"password":"a\\"b","user":"bob"}',
    '{"password":"[redacted]","user":"bob"}',
  ],
  [
    '{\\"password\\":\\"ab c\\",\\"a\\":1}',
    '{\\"password\\":\\"[redacted]\\",\\"a\\":1}',
  ],
  ["{ password: 'a b', a: 1 }", "{ password: '[redacted]', a: 1 }"],
  ['{"pin":1,"token":12345}', '{"pin":1,"token":[redacted]}'],
  ['{"secrets":["a","b"],"c":1}', '{"secrets":[redacted],"c":1}'],
  ['{"credentials":{"a":{"b":1}},"c":1}', '{"credentials":[redacted],"c":1}'],
  ['/cb?access_token=abc&state=1', '/cb?access_token=[redacted]&state=1'],
  ['?a=1&api_key=abc#x', '?a=1&api_key=[redacted]'],
  ['user%5Bpassword%5D=abc&x=1', 'user%5Bpassword%5D=[redacted]&x=1'],
  ['u=%2Fcb%3Ftoken%3Dabc%26a%3D1', 'u=%2Fcb%3Ftoken%3D[redacted]%26a%3D1'],
  ['Server=db;Uid=sa;Pwd=abc;X=1', 'Server=db;Uid=sa;Pwd=[redacted];X=1'],
  [
    'AccountName=a;AccountKey=abc==;X=1',
    'AccountName=a;AccountKey=[redacted];X=1',
  ],
  ['Authorization: Bearer abc123', 'Authorization: [redacted]'],
  ['authorization: Token abc, a: 1', 'authorization: [redacted], a: 1'],
  [
    'Authorization: Digest username="b", response="c"\nHost: x',
    'Authorization: [redacted]\nHost: x',
  ],
  [
    'Authorization: AWS4-HMAC-SHA256 Credential=a, Signature=b',
    'Authorization: [redacted]',
  ],
  [
    "-H 'Authorization: Basic abc' -H 'a: b'",
    "-H 'Authorization: [redacted]' -H 'a: b'",
  ],
  ['Cookie: a=b; c=d\nHost: x', 'Cookie: [redacted]\nHost: x'],
  ['Set-Cookie: sid=abc; Path=/', 'Set-Cookie: [redacted]'],
  [
    'mysql --user bob --password abc -e x',
    'mysql --user bob --password [redacted] -e x',
  ],
  ['tool --api-key=abc', 'tool --api-key=[redacted]'],
  ['DB_PASSWORD=abc node app', 'DB_PASSWORD=[redacted] node app'],
  [
    `aws_secret_access_key = ${AWS_SECRET}`,
    'aws_secret_access_key = [redacted]',
  ],
];

const LEFT: readonly string[] = [
  '',
  'place order',
  'Bearer authentication is required',
  'the Bearer token was not given',
  'Basic authentication failed',
  'Basic Information',
  'basic usage',
  'password must not be empty',
  'password: null',
  'password: required',
  '{"token":null,"max_tokens":100}',
  'tokens: 100, token_count=7',
  'The security token included in the request is invalid',
  'Unexpected token < in JSON at position 0',
  'TokenExpiredError: jwt expired',
  'InvalidTokenException: no',
  'author: bob, key=a, primaryKey: 7',
  'https://host/path?x=1#y',
  'https://host:8080/@user',
  'https://medium.com/@bob/a',
  'redis://cache:6379/0',
  'mailto:bob@example.org',
  'git@github.com:a/b.git',
  'sk-fading-circle-container-inner',
  'task-12345678901234567890',
  'desk-1234567890abcdef1234',
  '5b8efff798038103d269b633813fc60c',
  'b7ad6b71-6920-3331-9c4d-411111111111',
  '2026-11-21T09:12:14.000Z',
  '10.0.0.1',
  'bob@example.org',
  'at Orders.charge (/srv/app/lib/token.ts:12:5)',
  'at auth (node:internal/session:12:5)',
  'at Token::parse',
];

describe('the redactor of secrets', () => {
  const { text } = bound();

  for (const [given, left] of [...SHAPES, ...PAIRS]) {
    it(`makes "${left.replaceAll('\n', '⏎')}"`, () => {
      expect(text(given)).to.equal(left);
      expect(text(left), 'twice').to.equal(left);
      const around = `before (${given})\n after`;
      expect(text(around)).to.not.equal(around);
    });
  }

  for (const given of LEFT) {
    it(`leaves "${given}"`, () => {
      expect(text(given)).to.equal(given);
    });
  }

  it('looks for a shape wherever one could be', () => {
    for (const [given] of SHAPES) {
      expect(mayHoldShape(given), given).to.equal(true);
    }
    const unseen = SECRET_SHAPES.filter(
      ({ pattern }) => !SHAPES.some(([given]) => given.search(pattern) >= 0),
    );
    expect(unseen).to.deep.equal([]);
  });

  it('keeps JSON readable for machines', () => {
    const given = JSON.stringify({ a: { password: 'x"\\y', b: [CARD] } });
    expect(JSON.parse(text(given))).to.deep.equal({
      a: { password: HIDDEN, b: [HIDDEN] },
    });
  });

  it('records no more than 1 048 576 characters of a text', () => {
    const shown = text('x'.repeat(3_000_000) + CARD);
    expect(shown.length).to.be.at.most(1_048_576);
    expect(shown).to.match(/xx… \[redacted: 1951440 more characters\]$/);
  });
});

function bound(): { text: (value: string) => string } {
  const redactor = createRedactor();
  return { text: (value) => redactor.text(value) };
}
