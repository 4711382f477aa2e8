/**
 * What the end of a trace waited for. Pure.
 *
 * From the end of the root one goes back in time: the child that ended last is
 * what was waited for, then what this one waited for, and before its start the
 * child that ended last before that. Making any other span shorter would not
 * make the trace shorter.
 */
import type { TimeWindow } from './time-window';
import type { Waterfall, WaterfallRow } from './waterfall';

/** The parts of each span that are on it, by span id. */
export type CriticalPath = ReadonlyMap<string, readonly TimeWindow[]>;

interface Visit {
  readonly index: number;
  /** No later than this. */
  readonly untilNs: number;
}

/** Of the tree of the longest root. */
export function criticalPathOf({ rows }: Waterfall): CriticalPath {
  const path = new Map<string, TimeWindow[]>();
  const children = childrenOf(rows);
  const root = longestRoot(rows);
  const pending: Visit[] = root < 0 ? [] : [{ index: root, untilNs: Infinity }];
  for (let visit = pending.pop(); visit !== undefined; visit = pending.pop()) {
    pending.push(...walkBack(visit, { rows, children, path }));
  }
  return path;
}

interface Walk {
  readonly rows: readonly WaterfallRow[];
  readonly children: ReadonlyMap<number, readonly number[]>;
  readonly path: Map<string, TimeWindow[]>;
}

/** Notes what of the span itself counts; gives the children that count. */
function walkBack(visit: Visit, { rows, children, path }: Walk): Visit[] {
  const row = rows[visit.index];
  if (row === undefined) return [];
  const parts: TimeWindow[] = [];
  const visits: Visit[] = [];
  let cursor = Math.min(row.toNs, visit.untilNs);
  for (const index of children.get(visit.index) ?? []) {
    const child = rows[index];
    // It ended after this one, or while another one was waited for.
    if (!child || child.toNs > cursor || child.fromNs < row.fromNs) continue;
    if (child.toNs < cursor) parts.push({ fromNs: child.toNs, toNs: cursor });
    visits.push({ index, untilNs: cursor });
    cursor = child.fromNs;
  }
  if (row.fromNs < cursor) parts.push({ fromNs: row.fromNs, toNs: cursor });
  path.set(row.span.spanId, parts.reverse());
  return visits;
}

/** Indexes of the children of each row, the one that ended last first. */
function childrenOf(
  rows: readonly WaterfallRow[],
): ReadonlyMap<number, readonly number[]> {
  const children = new Map<number, number[]>();
  for (const [index, { parent }] of rows.entries()) {
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [index]);
    else siblings.push(index);
  }
  const endOf = (index: number): number => rows[index]?.toNs ?? 0;
  for (const siblings of children.values()) {
    siblings.sort((a, b) => endOf(b) - endOf(a));
  }
  return children;
}

function longestRoot(rows: readonly WaterfallRow[]): number {
  const lengthOf = (index: number): number => {
    const row = rows[index];
    return row === undefined ? -1 : row.toNs - row.fromNs;
  };
  return rows.reduce(
    (longest, { parent }, index) =>
      parent < 0 && lengthOf(index) > lengthOf(longest) ? index : longest,
    -1,
  );
}
