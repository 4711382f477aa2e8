import { expect } from 'chai';
import type { SpanJson } from '../../../../lib/viewer/api-types';
import {
  compareRuns,
  differencesOf,
  longestOf,
} from '../../../../lib/viewer/page/compare/comparison';
import { layOut } from '../../../../lib/viewer/page/waterfall/waterfall';
import { below, FAILED, span } from '../support/spans';

/** `  name before>after`, `-` where there is none, `!` where it failed. */
function compared(
  before: readonly SpanJson[],
  after: readonly SpanJson[],
): readonly string[] {
  return compareRuns(layOut(before), layOut(after)).map((row) => {
    const told = [row.before, row.after].map((side) =>
      side ? `${side.durationNs}${side.failed ? '!' : ''}` : '-',
    );
    return `${'  '.repeat(row.depth)}${row.name} ${told.join('>')}`;
  });
}

describe('compareRuns', () => {
  it('compares spans of the same name at the same place', () => {
    expect(
      compared(
        [span('run', { ns: 100 }), below('run', 'a', { ns: 20 })],
        [span('run', { ns: 90 }), below('run', 'a', { ns: 50, ...FAILED })],
      ),
    ).to.deep.equal(['run 100>90', '  a 20>50!']);
  });

  it('compares the second of a name with the second', () => {
    const tries = (...lengths: readonly number[]): readonly SpanJson[] => [
      span('run'),
      ...lengths.map((ns, index) =>
        below('run', `t${index}`, { name: 'try', at: index, ns }),
      ),
    ];
    expect(compared(tries(1, 2), tries(3, 4, 5))).to.deep.equal([
      'run 10>10',
      '  try 1>3',
      '  try 2>4',
      '  try ->5',
    ]);
  });

  it('shows what is gone below its siblings', () => {
    expect(
      compared(
        [span('run'), below('run', 'gone'), below('run', 'kept', { at: 2 })],
        [span('run'), below('run', 'kept'), below('kept', 'new')],
      ),
    ).to.deep.equal([
      'run 10>10',
      '  kept 10>10',
      '    new ->10',
      '  gone 10>-',
    ]);
  });

  it('takes names for names, whatever they are', () => {
    expect(compared([span('__proto__')], [span('__proto__')])).to.deep.equal([
      '__proto__ 10>10',
    ]);
  });

  it('follows runs that are deeper than the stack', () => {
    const deep = Array.from({ length: 15_000 }, (_, index) =>
      index === 0 ? span('0') : below(String(index - 1), String(index)),
    );
    expect(compareRuns(layOut(deep), layOut(deep))).to.have.lengthOf(15_000);
  });
});

describe('what a comparison comes to', () => {
  const rows = compareRuns(
    layOut([
      span('run', { ns: 90 }),
      below('run', 'gone'),
      below('run', 'broken', FAILED),
      below('run', 'kept'),
    ]),
    layOut([
      span('run', { ns: 40 }),
      below('run', 'broken', FAILED),
      below('run', 'kept', FAILED),
      below('run', 'new', FAILED),
    ]),
  );

  it('counts what is new, what is gone, and what failed only after', () => {
    expect(differencesOf(rows)).to.deep.equal({
      added: 1,
      gone: 1,
      failed: 2,
    });
  });

  it('knows the longest span of both', () => {
    expect(longestOf(rows)).to.equal(90);
    expect(longestOf([])).to.equal(1);
  });
});
