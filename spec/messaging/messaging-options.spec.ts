import { expect } from 'chai';
import { consumer } from '../../lib/messaging/producer-consumer';

describe('the options of a consumer', () => {
  const bad: readonly (readonly [string, unknown, string])[] = [
    ['no options', undefined, 'needs a `system`'],
    ['a name alone', 'handle', 'needs a `system`'],
    ['an empty system', { system: '' }, 'messaging system'],
    ['an unknown option', { system: 'x', queue: 'y' }, '`queue`'],
    [
      'an operation of producers',
      { system: 'x', operation: 'send' },
      'process',
    ],
    ['a port that is none', { system: 'x', serverPort: 0 }, '1 to 65535'],
    ['a destination that is none', { system: 'x', destination: 5 }, 'got 5'],
    ['a bad plain option', { system: 'x', continuation: 'x' }, "'link'"],
  ];
  for (const [what, given, problem] of bad) {
    it(`refuses ${what}`, () => {
      expect(() => consumer.wrap(given as never, () => 7))
        .to.throw(TypeError, problem)
        .with.property('code', 'ERR_EVERSPAN_ANNOTATION_OPTION');
    });
  }
});
