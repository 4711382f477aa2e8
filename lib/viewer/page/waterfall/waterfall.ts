/** The spans of one trace become rows with bars. Pure. */
import type { SpanJson } from '../../api-types';
import { buildTree, rowsOf, type Placement } from '../../tree';
import type { TimeWindow } from './time-window';

/** A span at its place in the waterfall. */
export interface WaterfallRow extends TimeWindow {
  readonly span: SpanJson;
  readonly depth: number;
  readonly placement: Placement;
  /** Index of the row of the parent; -1 at the top. */
  readonly parent: number;
  /** Index of the first row that is not below this one. */
  readonly end: number;
  /** Failed spans below this one. */
  readonly errorsBelow: number;
}

/** All rows of a trace, parents before children, and the time they take. */
export interface Waterfall {
  readonly rows: readonly WaterfallRow[];
  /** Nanoseconds since the epoch. */
  readonly startNs: bigint;
  readonly durationNs: number;
  readonly indexOf: ReadonlyMap<string, number>;
}

type Growing = {
  -readonly [Key in keyof WaterfallRow]: WaterfallRow[Key];
};

/** Every span once, whatever was sent; orphans stand at the top. */
export function layOut(spans: readonly SpanJson[]): Waterfall {
  const startNs = earliest(spans.map((span) => BigInt(span.startNs)));
  const rows = placed(spans, startNs);
  const durationNs = rows.reduce((last, { toNs }) => Math.max(last, toNs), 0);
  for (const row of rows) {
    // It has not ended: as far as is known it lasts until now.
    if (row.span.isRunning) row.toNs = durationNs;
  }
  closeSubtrees(rows);
  const indexOf = new Map(rows.map(({ span }, index) => [span.spanId, index]));
  return { rows, startNs, durationNs, indexOf };
}

/** Whether a span of it runs that is still heard of. */
export function isGrowing({ rows }: Waterfall): boolean {
  return rows.some(({ span }) => isHeardOf(span));
}

/** `waterfall` at `nowNs`, until when what runs has lasted. */
export function grownTo(waterfall: Waterfall, nowNs: bigint): Waterfall {
  if (!isGrowing(waterfall)) return waterfall;
  const { rows, startNs } = waterfall;
  // The clock of who sends may be ahead of the browser's.
  const durationNs = Math.max(waterfall.durationNs, Number(nowNs - startNs));
  const grown = rows.map((row) =>
    isHeardOf(row.span) ? { ...row, toNs: durationNs } : row,
  );
  return { ...waterfall, rows: grown, durationNs };
}

function isHeardOf({ isRunning, isSilent }: SpanJson): boolean {
  return isRunning === true && isSilent !== true;
}

function placed(spans: readonly SpanJson[], startNs: bigint): Growing[] {
  const path: number[] = [];
  const rows: Growing[] = [];
  for (const { node, depth } of rowsOf(buildTree(spans.map(placeable)))) {
    path.length = depth;
    const { json: span } = node.span;
    const fromNs = Number(BigInt(span.startNs) - startNs);
    rows.push({
      span,
      depth,
      placement: node.placement,
      fromNs,
      toNs: Math.max(fromNs, Number(BigInt(span.endNs) - startNs)),
      parent: path.at(-1) ?? -1,
      end: rows.length + 1,
      errorsBelow: 0,
    });
    path.push(rows.length - 1);
  }
  return rows;
}

function placeable(json: SpanJson): {
  readonly spanId: string;
  readonly parentSpanId: string | undefined;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly json: SpanJson;
} {
  const { spanId, parentSpanId, startNs, endNs } = json;
  const times = { startTimeUnixNano: startNs, endTimeUnixNano: endNs };
  return { spanId, parentSpanId, ...times, json };
}

function earliest(times: readonly bigint[]): bigint {
  return times.reduce(
    (first, time) => (time < first ? time : first),
    times[0] ?? 0n,
  );
}

/** From the last row up, so that each is whole before its parent takes it in. */
function closeSubtrees(rows: readonly Growing[]): void {
  for (const row of rows.toReversed()) {
    const parent = rows[row.parent];
    if (parent === undefined) continue;
    parent.end = Math.max(parent.end, row.end);
    parent.errorsBelow += row.errorsBelow + (isFailedSpan(row.span) ? 1 : 0);
  }
}

const ERROR = 2;

/** Whether its status says so; an exception alone may have been handled. */
export function isFailedSpan({ status }: SpanJson): boolean {
  return status.code === ERROR;
}

/** Indexes of the rows that are not below a collapsed one. */
export function shownRows(
  rows: readonly WaterfallRow[],
  collapsed: ReadonlySet<string>,
): readonly number[] {
  const shown: number[] = [];
  let hiddenUntil = 0;
  for (const [index, { span, end }] of rows.entries()) {
    if (index < hiddenUntil) continue;
    shown.push(index);
    if (collapsed.has(span.spanId)) hiddenUntil = end;
  }
  return shown;
}

/** Without the spans above the one at `index`, so that its row is shown. */
export function revealed(
  { rows }: Waterfall,
  collapsed: ReadonlySet<string>,
  index: number,
): ReadonlySet<string> {
  const open = new Set(collapsed);
  let row = rows[rows[index]?.parent ?? -1];
  while (row !== undefined) {
    open.delete(row.span.spanId);
    row = rows[row.parent];
  }
  return open;
}

/** The failed row after `index`, or before it; round at the end. */
export function nextFailed(
  rows: readonly WaterfallRow[],
  index: number,
  step: 1 | -1,
): number | undefined {
  return nextOf(failedRows(rows), index, step);
}

/** Indexes of the rows that failed. */
export function failedRows(rows: readonly WaterfallRow[]): readonly number[] {
  return rows.flatMap(({ span }, index) => (isFailedSpan(span) ? [index] : []));
}

/** Of `indexes`, which ascend, the one after `index`, or before it; round at the end. */
export function nextOf(
  indexes: readonly number[],
  index: number,
  step: 1 | -1,
): number | undefined {
  return step > 0
    ? (indexes.find((each) => each > index) ?? indexes[0])
    : (indexes.findLast((each) => each < index) ?? indexes.at(-1));
}

/** The first failed row below which nothing failed: where it began. */
export function whereItFailed(
  rows: readonly WaterfallRow[],
): WaterfallRow | undefined {
  return rows.find(
    ({ span, errorsBelow }) => isFailedSpan(span) && errorsBelow === 0,
  );
}
