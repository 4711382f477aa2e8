import { expect } from 'chai';
import { checkOptions } from '../../lib/setup/check-options';

class Orders {}

/** What is said of options, word by word. */
const MESSAGES: readonly (readonly [unknown, string])[] = [
  [
    { sampling: { ratio: 2 } },
    'option "sampling.ratio": expected a number from 0 to 1, received 2',
  ],
  [
    { sampling: 0.5 },
    'option "sampling": expected a plain object, such as ' +
      '{ ratio: 0.1 }, received 0.5',
  ],
  [
    { journal: { maxBytes: '64 MB' } },
    'option "journal.maxBytes": expected a whole number from 1048576 to ' +
      '9007199254740991, received "64 MB"',
  ],
  [
    { headers: { a: 5 } },
    'option "headers.a": expected a string, received a number',
  ],
  [
    { headers: { 'x key': 'sk-live-7' } },
    'option "headers.x key": expected a name that HTTP can carry, ' +
      'received a string',
  ],
  [
    { headers: { key: 'sk-live-✓' } },
    'option "headers.key": expected characters that HTTP can carry in a ' +
      'header, received a string',
  ],
  [
    { headers: new Headers({ a: '1' }) },
    'option "headers": expected a plain object, ' +
      "such as { authorization: 'Bearer …' }, " +
      'received an instance of Headers',
  ],
  [
    { tls: { ca: ['pem', 7] } },
    'option "tls.ca.1": expected PEM as a string or a Buffer, ' +
      'received a number',
  ],
  [
    { tls: { pfx: 'secret' } },
    'option "tls.pfx": unknown; there are ca, cert, key, passphrase, ' +
      'servername, rejectUnauthorized',
  ],
  [
    { serviceName: Orders },
    'option "serviceName": expected a non-empty string, received class Orders',
  ],
  [
    { endpoint: new URL('http://user:key@host') },
    'option "endpoint": expected an absolute http or https URL, such as ' +
      'http://localhost:4318, received an instance of URL',
  ],
  [
    { endpoint: 'host?key=sk-live-7' },
    'option "endpoint": expected an absolute http or https URL, such as ' +
      'http://localhost:4318, received a string',
  ],
  [
    { resource: { 'host.name': { a: 1 } } },
    'option "resource.host.name": expected a string, a number, a boolean, ' +
      'or a list of one of these, received an object',
  ],
  [
    { processors: [Orders] },
    'option "processors.0": expected an object with the methods onStart, ' +
      'onEnd, forceFlush, shutdown, received class Orders',
  ],
  [
    { hooks: { onStart: Orders } },
    'option "hooks.onStart": expected a function, received class Orders',
  ],
  [new Map(), 'expected a plain object, received an instance of Map'],
  [Promise.resolve({}), 'expected a plain object, received an instance of'],
];

describe('a bad option of init', () => {
  for (const [options, message] of MESSAGES) {
    it(`is told: ${message}`, () => {
      expect(() => {
        checkOptions(options);
      })
        .to.throw(TypeError)
        .with.property('message')
        .that.contains(`ERR_EVERSPAN_INIT_OPTION: ${message}`);
    });
  }

  it('is a getter that throws, whatever it throws', () => {
    const options = Object.defineProperty({}, 'serviceName', {
      enumerable: true,
      get: () => {
        throw new Error('mine');
      },
    });
    expect(() => {
      checkOptions(options);
    })
      .to.throw(TypeError)
      .with.property('code', 'ERR_EVERSPAN_INIT_OPTION');
  });
});
