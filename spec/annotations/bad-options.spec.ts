import { expect } from 'chai';
import { task } from '../../lib';
import { useRecorder } from '../support/recorder';

class Orders {}
const REVOKED = Proxy.revocable({}, {});
REVOKED.revoke();

/** No option takes any of these. */
const NEVER: readonly unknown[] = [null, 1n, Symbol('x'), Orders, new Map()];

/** For each option: what it does not take. */
const BAD: Readonly<Record<string, readonly unknown[]>> = {
  name: ['', 7, 10n, {}, [], () => 'x'],
  version: ['', NaN, Infinity, 10n, {}, [], () => 1],
  attributes: ['x', 7, [], new Date(), { a: {} }, { a: [1, 'x'] }, { a: 10n }],
  correlationId: ['', 'x'.repeat(257), 7, 10n, {}, []],
  startTime: ['now', NaN, -1, Infinity, [1], [1, NaN], new Date(NaN), {}],
  spanKind: ['CLIENT', 5, -1, 0.5, NaN, {}, () => 0],
  continuation: ['parent', '', 7, {}, () => 'link'],
  message: ['x', 7, {}, []],
  messages: ['x', 7, {}, []],
  links: ['x', 7, {}],
  isFailure: ['x', 7, {}, []],
  capture: ['input', 7, [], () => true, { depth: 1 }, { maxBytes: '8 kB' }],
  state: ['x', 7, {}, []],
};

/** What is said of options, word by word. */
const MESSAGES: readonly (readonly [unknown, string])[] = [
  [[], 'task takes a name or options, got an array'],
  [new Map(), 'task takes a name or options, got an instance of Map'],
  [Promise.resolve(), 'task takes a name or options, got an instance of'],
  [REVOKED.proxy, 'task takes a name or options, got a value that cannot be'],
  [
    { name: Orders },
    'task needs a string that is not empty as `name`, got class Orders',
  ],
  [
    { startTime: new Date(NaN) },
    'task needs a time, or a function of the call, as `startTime`, ' +
      'got an invalid Date',
  ],
  [
    { correlationId: 10n },
    'task needs a string of 1 to 256 characters, or a function of the call, ' +
      'as `correlationId`, got 10n',
  ],
  [
    { attributes: { total: 1, order: {} } },
    'task cannot record `attributes.order`: got an object',
  ],
  [
    { attributes: { list: [1, 'x'] } },
    'task cannot record `attributes.list`: an array must hold strings, ' +
      'numbers or booleans alike',
  ],
  [
    { isFailure: Orders },
    'task needs a function as `isFailure`, got class Orders',
  ],
];

describe('a bad option of an annotation', () => {
  const recorder = useRecorder();
  const decorate = (options: unknown) => () => task(options as never);

  it('is looked for in every option there is', () => {
    const there = `there are ${Object.keys(BAD).join(', ')}`;
    expect(decorate({ nmae: 'x' }))
      .to.throw(TypeError)
      .with.property('message')
      .that.matches(new RegExp(`${there}$`));
  });

  for (const [option, values] of Object.entries(BAD)) {
    it(`is refused when the class is defined: ${option}`, () => {
      for (const value of [...NEVER, ...values]) {
        expect(decorate({ [option]: value }), String(value))
          .to.throw(TypeError, `\`${option}`)
          .with.property('code', 'ERR_EVERSPAN_ANNOTATION_OPTION');
      }
    });
  }

  for (const [options, message] of MESSAGES) {
    it(`is told: ${message}`, () => {
      expect(decorate(options))
        .to.throw(TypeError)
        .with.property('message')
        .that.contains(`ERR_EVERSPAN_ANNOTATION_OPTION: ${message}`);
    });
  }

  it('is not made later, for what was checked is kept', () => {
    const options = { name: 'charge' };
    const charge = task.wrap(options, () => 1);
    options.name = '';
    expect(charge()).to.equal(1);
    recorder.take('charge');
  });
});
