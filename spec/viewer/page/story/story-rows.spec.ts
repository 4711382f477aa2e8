import { expect } from 'chai';
import type {
  RunSummary,
  SpanJson,
  StoryAnswer,
} from '../../../../lib/viewer/api-types';
import {
  PHASE_PX,
  SPAN_PX,
  storyOf,
  type StoryRow,
} from '../../../../lib/viewer/page/story/story-rows';
import { below, span } from '../support/spans';

function phase(
  traceId: string,
  spans: readonly SpanJson[],
): StoryAnswer['traces'][number] {
  const run = { traceId, name: traceId } as RunSummary;
  return { run, spans: spans.map((each) => ({ ...each, traceId })) };
}

const TWO_PHASES: StoryAnswer = {
  correlationId: 'A-1',
  traces: [
    phase('first', [
      span('p', { ns: 100 }),
      below('p', 'send', { at: 40, ns: 20 }),
    ]),
    phase('second', [span('receive', { at: 5_000, ns: 100 })]),
  ],
  links: [
    {
      from: { traceId: 'second', spanId: 'receive' },
      to: { traceId: 'first', spanId: 'send' },
    },
  ],
};

function drawn(rows: readonly StoryRow[]): readonly string[] {
  return rows.map((row) => {
    if (row.kind === 'span') return `span ${row.row.span.spanId} ${row.top}`;
    return `${row.kind} ${row.run.traceId} ${row.top}`;
  });
}

describe('storyOf', () => {
  it('has a phase after the other, each with its spans', () => {
    const { rows, height } = storyOf(TWO_PHASES);
    expect(drawn(rows)).to.deep.equal([
      'phase first 0',
      `span p ${PHASE_PX}`,
      `span send ${PHASE_PX + SPAN_PX}`,
      `phase second ${PHASE_PX + 2 * SPAN_PX}`,
      `span receive ${2 * PHASE_PX + 2 * SPAN_PX}`,
    ]);
    expect(height).to.equal(2 * PHASE_PX + 3 * SPAN_PX);
  });

  it('puts all on one line of time, the wait squeezed', () => {
    const { stretches, rows } = storyOf(TWO_PHASES);
    expect(stretches.map(({ isSqueezed }) => isSqueezed)).to.deep.equal([
      false,
      true,
      false,
    ]);
    const bars = rows.flatMap((row) => (row.kind === 'span' ? [row.bar] : []));
    expect(bars[0]?.x).to.equal(0);
    expect(bars[2]!.x + bars[2]!.width).to.be.closeTo(100, 1e-9);
  });

  it('draws a link from the end of the earlier span to the start of the later', () => {
    const { arrows, stretches } = storyOf(TWO_PHASES);
    expect(arrows).to.have.lengthOf(1);
    const [{ from, to }] = arrows as [(typeof arrows)[number]];
    expect(from.x).to.be.closeTo(stretches[0]!.width * 0.6, 1e-9);
    expect(to.x).to.be.closeTo(stretches[2]!.x, 1e-9);
    expect(to.y).to.be.greaterThan(from.y);
  });

  it('shows the first spans of a large phase, and counts the others', () => {
    const spans = Array.from({ length: 100 }, (_, index) =>
      span(`s${index}`, { at: index }),
    );
    const { rows } = storyOf({
      correlationId: 'A-1',
      traces: [phase('large', spans)],
      links: [],
    });
    expect(rows).to.have.lengthOf(32);
    expect(rows.at(-1)).to.include({ kind: 'more', count: 70 });
  });

  it('draws no link back in time: a later span may begin before the end', () => {
    const { arrows } = storyOf({
      ...TWO_PHASES,
      traces: [
        phase('first', [span('send', { ns: 100 })]),
        phase('second', [span('receive', { at: 40, ns: 100 })]),
      ],
    });
    expect(arrows[0]?.from.x).to.equal(arrows[0]?.to.x);
  });

  it('draws a link to a span that is not shown to where it is counted', () => {
    const spans = Array.from({ length: 100 }, (_, index) =>
      span(`s${index}`, { at: index }),
    );
    const { rows, arrows } = storyOf({
      correlationId: 'A-1',
      traces: [phase('large', spans), TWO_PHASES.traces[1]!],
      links: [
        {
          from: { traceId: 'second', spanId: 'receive' },
          to: { traceId: 'large', spanId: 's70' },
        },
      ],
    });
    const more = rows.find(({ kind }) => kind === 'more');
    expect(arrows[0]?.from.y).to.equal(more!.top + SPAN_PX / 2);
  });

  it('leaves out a link to a span that is not there', () => {
    const links = [
      {
        from: { traceId: 'second', spanId: 'receive' },
        to: { traceId: 'x', spanId: 'y' },
      },
    ];
    expect(storyOf({ ...TWO_PHASES, links }).arrows).to.have.lengthOf(0);
  });

  it('makes nothing of nothing', () => {
    const nothing = { correlationId: 'A-1', traces: [], links: [] };
    expect(storyOf(nothing)).to.deep.equal({
      rows: [],
      arrows: [],
      stretches: [],
      startNs: 0n,
      height: 0,
    });
  });
});
