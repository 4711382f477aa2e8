/** All that happened under one correlation id, as rows on one line of time. Pure. */
import type { RunSummary, SpanRef, StoryAnswer } from '../api-types';
import { placeOn, stretchesOf, type Stretch } from './story-scale';
import type { Bar, TimeWindow } from './time-window';
import { layOut, type WaterfallRow } from './waterfall';

export type StoryRow =
  | {
      readonly kind: 'phase';
      readonly run: RunSummary;
      /** Pixels from the top. */
      readonly top: number;
    }
  | {
      readonly kind: 'span';
      readonly row: WaterfallRow;
      readonly bar: Bar;
      readonly top: number;
    }
  | {
      readonly kind: 'more';
      readonly run: RunSummary;
      readonly count: number;
      readonly top: number;
    };

/** From the span that was followed to the one that follows. */
export interface StoryArrow {
  readonly from: Point;
  readonly to: Point;
}

/** Percent from the left, pixels from the top. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Story {
  readonly rows: readonly StoryRow[];
  readonly arrows: readonly StoryArrow[];
  readonly stretches: readonly Stretch[];
  readonly height: number;
}

export const PHASE_PX = 34;
export const SPAN_PX = 26;
/** Of a phase; its own page has them all. */
const MAX_SPANS = 30;

interface Phase {
  readonly run: RunSummary;
  readonly rows: readonly WaterfallRow[];
  /** After the start of the story. */
  readonly offsetNs: number;
}

export function storyOf({ traces, links }: StoryAnswer): Story {
  const phases = phasesOf(traces);
  const stretches = stretchesOf(phases.flatMap(timesOf));
  const rows: StoryRow[] = [];
  let top = 0;
  for (const phase of phases) {
    for (const row of rowsOfPhase(phase, stretches, top)) {
      rows.push(row);
      top = row.top + (row.kind === 'phase' ? PHASE_PX : SPAN_PX);
    }
  }
  return { rows, stretches, height: top, arrows: arrowsOf(rows, links) };
}

function phasesOf(traces: StoryAnswer['traces']): readonly Phase[] {
  const laidOut = traces.map(({ run, spans }) => ({ run, ...layOut(spans) }));
  const startNs = laidOut.reduce<bigint | undefined>(
    (first, { startNs }) =>
      first === undefined || startNs < first ? startNs : first,
    undefined,
  );
  return laidOut.map((phase) => ({
    run: phase.run,
    rows: phase.rows,
    offsetNs: Number(phase.startNs - (startNs ?? 0n)),
  }));
}

/** Of all its spans: those that are not shown happened too. */
function timesOf({ rows, offsetNs }: Phase): readonly TimeWindow[] {
  return rows.map((row) => shifted(row, offsetNs));
}

function shifted({ fromNs, toNs }: TimeWindow, by: number): TimeWindow {
  return { fromNs: fromNs + by, toNs: toNs + by };
}

function rowsOfPhase(
  { run, rows, offsetNs }: Phase,
  stretches: readonly Stretch[],
  top: number,
): readonly StoryRow[] {
  const shown = rows.slice(0, MAX_SPANS);
  const count = rows.length - shown.length;
  const topOf = (index: number): number => top + PHASE_PX + index * SPAN_PX;
  return [
    { kind: 'phase', run, top },
    ...shown.map((row, index): StoryRow => {
      const bar = barOn(stretches, shifted(row, offsetNs));
      return { kind: 'span', row, bar, top: topOf(index) };
    }),
    ...(count > 0
      ? [{ kind: 'more', run, count, top: topOf(shown.length) } as const]
      : []),
  ];
}

function barOn(stretches: readonly Stretch[], time: TimeWindow): Bar {
  const x = placeOn(stretches, time.fromNs);
  return { x, width: placeOn(stretches, time.toNs) - x };
}

/** A link is held by the span that follows; the arrow goes as time does. */
function arrowsOf(
  rows: readonly StoryRow[],
  links: StoryAnswer['links'],
): readonly StoryArrow[] {
  const shown = new Map(
    rows.flatMap((row) =>
      row.kind === 'span' ? [[keyOf(row.row.span), row] as const] : [],
    ),
  );
  return links.flatMap(({ from, to }) => {
    const later = shown.get(keyOf(from));
    const earlier = shown.get(keyOf(to));
    if (later === undefined || earlier === undefined) return [];
    const { x, width } = earlier.bar;
    return [
      {
        from: { x: x + width, y: earlier.top + SPAN_PX / 2 },
        to: { x: later.bar.x, y: later.top + SPAN_PX / 2 },
      },
    ];
  });
}

function keyOf({ traceId, spanId }: SpanRef): string {
  return `${traceId} ${spanId}`;
}
