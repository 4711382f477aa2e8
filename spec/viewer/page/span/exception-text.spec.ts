import { expect } from 'chai';
import { exceptionParts } from '../../../../lib/viewer/page/span/exception-text';
import { describeFailure } from '../../../../lib/internal/failure';

function partsOf(thrown: unknown): ReturnType<typeof exceptionParts> {
  const { type, message, stacktrace = '' } = describeFailure(thrown);
  return exceptionParts({
    timeNs: '0',
    name: 'exception',
    attributes: {
      'exception.type': type,
      'exception.message': message,
      'exception.stacktrace': stacktrace,
    },
  });
}

describe('exceptionParts', () => {
  it('has type, message and frames of what was thrown', () => {
    const [part] = partsOf(new RangeError('too much'));
    expect(part).to.include({ label: '', headline: 'RangeError: too much' });
    expect(part?.frames[0]?.text).to.match(/^at .*exception-text\.spec/);
  });

  it('has each cause by itself, as everspan records it', () => {
    const cause = new Error('inner', { cause: new TypeError('innermost') });
    const parts = partsOf(new Error('outer', { cause }));
    expect(
      parts.map(({ label, headline }) => `${label}|${headline}`),
    ).to.deep.equal([
      '|Error: outer',
      'Caused by|Error: inner',
      'Caused by|TypeError: innermost',
    ]);
    expect(parts.every(({ frames }) => frames.length > 0)).to.be.true;
  });

  it('has the members of an AggregateError', () => {
    const parts = partsOf(
      new AggregateError([new Error('a'), new Error('b')], 'both'),
    );
    expect(parts.map(({ label }) => label)).to.deep.equal([
      '',
      'Member 1',
      'Member 2',
    ]);
  });

  it("tells frames of dependencies and of node from the program's own", () => {
    const [part] = exceptionParts({
      timeNs: '0',
      name: 'exception',
      attributes: {
        'exception.stacktrace':
          'Error: x\n    at own (/srv/a.js:1:1)\n    at theirs (/srv/node_modules/b/c.js:1:1)\n    at node:internal/timers:1:1',
      },
    });
    expect(part?.frames.map(({ isForeign }) => isForeign)).to.deep.equal([
      false,
      true,
      true,
    ]);
  });

  it('makes do with an event that says nothing', () => {
    const event = { timeNs: '0', name: 'exception', attributes: {} };
    expect(exceptionParts(event)).to.deep.equal([
      { label: '', headline: 'Error', frames: [] },
    ]);
  });
});
