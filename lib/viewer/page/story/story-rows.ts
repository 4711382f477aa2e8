/** All that happened under one correlation id, as rows on one line of time. Pure. */
import type { RunSummary, SpanRef, StoryAnswer } from '../../api-types';
import { placeOn, stretchesOf, type Stretch } from './story-scale';
import type { Bar, TimeWindow } from '../waterfall/time-window';
import { layOut, type WaterfallRow } from '../waterfall/waterfall';

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
  /** Since the epoch. */
  readonly startNs: bigint;
  readonly height: number;
}

export const PHASE_PX = 34;
export const SPAN_PX = 26;
/** Of a phase; its own page has them all. */
const MAX_SPANS = 30;

interface Phase {
  readonly run: RunSummary;
  readonly rows: readonly WaterfallRow[];
  /** Since the epoch. */
  readonly startNs: bigint;
  /** After the start of the story. */
  readonly offsetNs: number;
}

export function storyOf({ traces, links }: StoryAnswer): Story {
  const phases = phasesOf(traces);
  const stretches = stretchesOf(phases.flatMap(timesOf));
  const rows: StoryRow[] = [];
  const places = new Map<string, Place>();
  let top = 0;
  for (const phase of phases) {
    for (const place of placesOf(phase, stretches, top)) places.set(...place);
    for (const row of rowsOfPhase(phase, stretches, top)) {
      rows.push(row);
      top = row.top + (row.kind === 'phase' ? PHASE_PX : SPAN_PX);
    }
  }
  return {
    rows,
    stretches,
    startNs: startOf(phases),
    height: top,
    arrows: arrowsOf(places, links),
  };
}

function phasesOf(traces: StoryAnswer['traces']): readonly Phase[] {
  const laidOut = traces.map(({ run, spans }) => ({ run, ...layOut(spans) }));
  const startNs = startOf(laidOut);
  return laidOut.map((phase) => ({
    run: phase.run,
    rows: phase.rows,
    startNs: phase.startNs,
    offsetNs: Number(phase.startNs - startNs),
  }));
}

function startOf(phases: readonly Pick<Phase, 'startNs'>[]): bigint {
  return phases.reduce(
    (first, { startNs }) => (startNs < first ? startNs : first),
    phases[0]?.startNs ?? 0n,
  );
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
  return [
    { kind: 'phase', run, top },
    ...shown.map((row, index): StoryRow => {
      const bar = barOn(stretches, shifted(row, offsetNs));
      return { kind: 'span', row, bar, top: topOf(top, index) };
    }),
    ...(count > 0
      ? [{ kind: 'more', run, count, top: topOf(top, shown.length) } as const]
      : []),
  ];
}

function barOn(stretches: readonly Stretch[], time: TimeWindow): Bar {
  const x = placeOn(stretches, time.fromNs);
  return { x, width: placeOn(stretches, time.toNs) - x };
}

/** A link is held by the span that follows; the arrow goes as time does. */
function arrowsOf(
  places: ReadonlyMap<string, Place>,
  links: StoryAnswer['links'],
): readonly StoryArrow[] {
  return links.flatMap(({ from, to }) => {
    const later = places.get(keyOf(from));
    const earlier = places.get(keyOf(to));
    if (later === undefined || earlier === undefined) return [];
    return [
      {
        from: { x: leavingAt(earlier, later), y: middleOf(earlier) },
        to: { x: later.bar.x, y: middleOf(later) },
      },
    ];
  });
}

/** When a span was, and the row that stands for it. */
interface Place {
  readonly bar: Bar;
  readonly top: number;
}

/** At its end; or before, where the later one begins before: never back in time. */
function leavingAt({ bar: { x, width } }: Place, later: Place): number {
  return Math.min(x + width, Math.max(x, later.bar.x));
}

function middleOf({ top }: Place): number {
  return top + SPAN_PX / 2;
}

/** Of all spans: one that is not shown stands where the others are counted. */
function placesOf(
  { rows, offsetNs }: Phase,
  stretches: readonly Stretch[],
  top: number,
): readonly (readonly [string, Place])[] {
  return rows.map((row, index) => [
    keyOf(row.span),
    {
      bar: barOn(stretches, shifted(row, offsetNs)),
      top: topOf(top, Math.min(index, MAX_SPANS)),
    },
  ]);
}

function topOf(top: number, index: number): number {
  return top + PHASE_PX + index * SPAN_PX;
}

function keyOf({ traceId, spanId }: SpanRef): string {
  return `${traceId} ${spanId}`;
}
