import { SpanKind } from '@opentelemetry/api';
import { expect } from 'chai';
import { task } from '../../lib';
import { checkOptions } from '../../lib/annotations/check-options';

const OPTIONS = [
  'name',
  'version',
  'attributes',
  'correlationId',
  'startTime',
  'spanKind',
  'continuation',
  'message',
  'messages',
  'links',
  'isFailure',
  'capture',
  'state',
];

describe('checkOptions', () => {
  const check = (given: unknown) => checkOptions(given, 'task');

  it('takes nothing, a name, and every option there is', () => {
    expect(check(undefined)).to.deep.equal({});
    expect(check('charge')).to.deep.equal({ name: 'charge' });
    const all = {
      name: 'charge',
      version: 1,
      attributes: { a: 1 },
      correlationId: 'o-1',
      startTime: 0,
      spanKind: SpanKind.CLIENT,
      continuation: 'link',
      message: () => undefined,
      messages: undefined,
      links: [],
      isFailure: () => true,
      capture: { input: false, maxBytes: 256 },
      state: () => ({}),
    };
    expect(Object.keys(all)).to.deep.equal(OPTIONS);
    expect(check(all)).to.deep.equal(all);
  });

  it('takes an option that is undefined', () => {
    for (const option of OPTIONS) check({ [option]: undefined });
  });

  it('names an unknown option, and those there are', () => {
    refuses({ nmae: 'x' }, `\`nmae\`; there are ${OPTIONS.join(', ')}`);
    refuses({ [Symbol('x')]: 1 }, 'Symbol(x)');
    refuses({ sampled: true }, '`sampled`');
  });

  const bad: readonly (readonly [string, unknown, string])[] = [
    ['an empty name', { name: '' }, 'got ""'],
    ['a name that is a function', { name: () => 'x' }, '`name`, got function'],
    ['an infinite version', { version: Infinity }, 'got Infinity'],
    ['attributes that are a list', { attributes: [] }, 'got an array'],
    ['an attribute that is none', { attributes: { a: {} } }, '`attributes.a`'],
    ['an id that is a number', { correlationId: 7 }, 'got 7'],
    ['an empty id', { correlationId: '' }, '1 to 256 characters'],
    ['an id that is too long', { correlationId: 'x'.repeat(257) }, '256'],
    ['a time that is none', { startTime: 'now' }, 'got "now"'],
    ['a kind by its name', { spanKind: 'CLIENT' }, 'SpanKind, 0 to 4'],
    ['a kind that is none', { spanKind: 9 }, 'got 9'],
    ['a continuation that is none', { continuation: 'parent' }, "'link'"],
    ['a message that is no function', { message: {} }, 'got an object'],
    ['messages that are a list', { messages: [] }, 'got an array'],
    ['links that are none', { links: {} }, 'an array of links'],
    [
      'one message and many',
      { message: () => 1, messages: () => [] },
      'not both',
    ],
    ['a failure that is no function', { isFailure: true }, 'got true'],
    ['a capture by name', { capture: 'input' }, '`capture`, got "input"'],
    ['a capture that is nothing', { capture: null }, 'got null'],
    [
      'a capture of too little',
      { capture: { maxBytes: 255 } },
      '`capture.maxBytes`: expected a whole number from 256 to 1048576, got 255',
    ],
    [
      'an unknown part of capture',
      { capture: { depth: 1 } },
      '`capture.depth`: unknown; there are input, output, maxBytes, maxDepth',
    ],
    ['a state that is no function', { state: {} }, '`state`, got an object'],
    ['a number', 7, 'got 7'],
    ['null', null, 'got null'],
    ['an empty string', '', 'got ""'],
  ];
  it('refuses what throws when it is read', () => {
    const hostile = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('hostile');
        },
      },
    );
    refuses(hostile, 'throw when they are read');
    refuses({ attributes: hostile }, '`attributes`');
    refuses({ capture: hostile }, 'throw when they are read');
  });

  for (const [what, given, message] of bad) {
    it(`refuses ${what}`, () => {
      refuses(given, message);
    });
  }

  it('is asked when the class is defined, and by run and wrap', () => {
    const wrong = { nmae: 'x' } as never;
    expect(() => task(wrong)).to.throw('nmae');
    expect(() => task.run(wrong, () => 1)).to.throw('nmae');
    expect(() => task.wrap(wrong, () => 1)).to.throw('nmae');
  });
});

function refuses(given: unknown, message: string): void {
  expect(() => checkOptions(given, 'task'))
    .to.throw(TypeError, message)
    .with.property('code', 'ERR_EVERSPAN_ANNOTATION_OPTION');
}
