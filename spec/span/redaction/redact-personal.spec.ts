import { expect } from 'chai';
import { PERSONAL_SHAPES } from '../../../lib/span/redaction/personal-data';
import {
  createRedactor,
  defaultRedactor,
  HIDDEN,
} from '../../../lib/span/redaction/redact';

/** A text, and what is to be left of it. */
const PERSONAL: readonly (readonly [string, string])[] = [
  ['mail bob.smith+x@mail.example.co.uk now', 'mail [redacted] now'],
  ['<jörg@exämple.de>', '<[redacted]>'],
  ['call +49 (0) 171 234-5678!', 'call [redacted]!'],
  ['+15551234567', HIDDEN],
  ['(555) 123-4567', HIDDEN],
  ['555-123-4567', HIDDEN],
  ['from 203.0.113.7:443', 'from [redacted]:443'],
  ['192.168.1.17', HIDDEN],
  ['2001:db8:85a3::8a2e:370:7334', HIDDEN],
  ['[2001:0db8:85a3:0000:0000:8a2e:0370:7334]:80', '[[redacted]]:80'],
  ['fe80::1', HIDDEN],
  ['ssn 078-05-1120', 'ssn [redacted]'],
  ['078 05 1120', HIDDEN],
  ['AB 12 34 56 C', HIDDEN],
  ['111.444.777-35', HIDDEN],
  ['RSSMRA85T10A562S', HIDDEN],
  ['12345678Z', HIDDEN],
  ['X1234567L', HIDDEN],
  ['to DE89 3704 0044 0532 0130 00.', 'to [redacted].'],
  ['GB82WEST12345698765432', HIDDEN],
  ['{"email":"none of the shapes"}', '{"email":"[redacted]"}'],
];

const LEFT: readonly string[] = [
  'express@4.18.2',
  'node_modules/.pnpm/@scope+pkg@1.0.0_x@2.0.0/index.js',
  '@scope/pkg',
  '2026-11-21T09:12:14.000+0000',
  '2026-11-21T09:12:14+01:00',
  '12:34:56',
  '1.2.3',
  'v18.20.1.4',
  '127.0.0.1:4318',
  '0.0.0.0',
  '::1',
  '[::]:80',
  'std::vector',
  'Foo::Bar',
  '000-12-3456',
  '078-05-11201',
  '12345678A',
  'DE89 3704 0044 0532 0130 01',
  '5b8efff798038103d269b633813fc60c',
  'b7ad6b71-6920-3331-9c4d-411111111111',
  'order 2026-11-000123',
];

describe('the redactor of personal data', () => {
  for (const [given, left] of PERSONAL) {
    it(`makes "${left}" of "${given}"`, () => {
      expect(defaultRedactor.text(given)).to.equal(left);
      expect(defaultRedactor.text(left), 'twice').to.equal(left);
      expect(createRedactor().text(given), 'unless asked to').to.equal(given);
    });
  }

  for (const given of LEFT) {
    it(`leaves "${given}"`, () => {
      expect(defaultRedactor.text(given)).to.equal(given);
    });
  }

  it('knows keys of personal data', () => {
    const keys = [
      'email',
      'userEmail',
      'phone_number',
      'SSN',
      'client.address',
    ];
    const others = ['email.subject', 'phoneModel', 'zip', 'recipe', 'tooltip'];
    for (const key of keys) {
      expect(defaultRedactor.hidesKey(key), key).to.equal(true);
      expect(createRedactor().hidesKey(key), key).to.equal(false);
    }
    for (const key of others) {
      expect(defaultRedactor.hidesKey(key), key).to.equal(false);
    }
  });

  it('has a sample of every shape', () => {
    const unseen = PERSONAL_SHAPES.filter(
      ({ pattern }) =>
        !PERSONAL.some(([given]) => given.search(pattern()) >= 0),
    );
    expect(unseen).to.deep.equal([]);
  });
});
