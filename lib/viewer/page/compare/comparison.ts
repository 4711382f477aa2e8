/** Two runs of one workflow, span by span. Pure. */
import {
  isFailedSpan,
  type Waterfall,
  type WaterfallRow,
} from '../waterfall/waterfall';

/** A span that one run or both have at the same place. */
export interface ComparedRow {
  readonly name: string;
  readonly depth: number;
  readonly before?: ComparedSpan | undefined;
  readonly after?: ComparedSpan | undefined;
}

export interface ComparedSpan {
  readonly durationNs: number;
  readonly failed: boolean;
}

interface Growing {
  readonly name: string;
  readonly children: Growing[];
  readonly byKey: Map<string, Growing>;
  before?: ComparedSpan;
  after?: ComparedSpan;
}

type Side = 'before' | 'after';

/**
 * Spans are the same when they have the same name, below the same span, as
 * the same one of those: the second `retry` is compared with the second.
 * In the order of `after`, and what only `before` has below its siblings.
 */
export function compareRuns(
  before: Waterfall,
  after: Waterfall,
): readonly ComparedRow[] {
  const top = grow('');
  addRun(top, after, 'after');
  addRun(top, before, 'before');
  return flattened(top);
}

function grow(name: string): Growing {
  return { name, children: [], byKey: new Map() };
}

function addRun(top: Growing, { rows }: Waterfall, side: Side): void {
  const nodes: Growing[] = [];
  const counts = new Map<Growing, Map<string, number>>();
  for (const row of rows) {
    const parent = nodes[row.parent] ?? top;
    const nth = counted(counts, parent, row.span.name);
    const node = childOf(parent, row.span.name, nth);
    node[side] = comparedSpan(row);
    nodes.push(node);
  }
}

function counted(
  counts: Map<Growing, Map<string, number>>,
  parent: Growing,
  name: string,
): number {
  const names = counts.get(parent) ?? new Map<string, number>();
  const nth = names.get(name) ?? 0;
  counts.set(parent, names.set(name, nth + 1));
  return nth;
}

function childOf(parent: Growing, name: string, nth: number): Growing {
  const key = `${nth} ${name}`;
  const known = parent.byKey.get(key);
  if (known !== undefined) return known;
  const child = grow(name);
  parent.byKey.set(key, child);
  parent.children.push(child);
  return child;
}

function comparedSpan({ span, fromNs, toNs }: WaterfallRow): ComparedSpan {
  return { durationNs: toNs - fromNs, failed: isFailedSpan(span) };
}

/** Without recursion: a trace may be deeper than the stack. */
function flattened(top: Growing): readonly ComparedRow[] {
  const rows: ComparedRow[] = [];
  const pending = top.children.map((node) => ({ node, depth: 0 })).reverse();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { node, depth } = next;
    const { name, before, after } = node;
    rows.push({ name, depth, before, after });
    for (const child of node.children.toReversed()) {
      pending.push({ node: child, depth: depth + 1 });
    }
  }
  return rows;
}

/** The longest span of both; a bar is as long as its share of it. */
export function longestOf(rows: readonly ComparedRow[]): number {
  return rows.reduce(
    (longest, { before, after }) =>
      Math.max(longest, before?.durationNs ?? 0, after?.durationNs ?? 0),
    1,
  );
}

export interface Differences {
  readonly added: number;
  readonly gone: number;
  /** Failed after, and did not before. */
  readonly failed: number;
}

export function differencesOf(rows: readonly ComparedRow[]): Differences {
  const count = (is: (row: ComparedRow) => boolean): number =>
    rows.filter(is).length;
  return {
    added: count(({ before }) => before === undefined),
    gone: count(({ after }) => after === undefined),
    failed: count(({ before, after }) => !before?.failed && !!after?.failed),
  };
}
