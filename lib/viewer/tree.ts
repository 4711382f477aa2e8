/**
 * The spans of one trace become a tree. Pure.
 *
 * Every span is in it exactly once, whatever was sent: a span whose parent is
 * not there (yet, or ever) stands at the top as an orphan, and of spans that
 * are each other's ancestors the earliest is put at the top. Nothing here
 * recurses: a trace may be deeper than the stack.
 */
import type { ReceivedSpan } from './received-span';

/**
 * - `root`: started without a parent
 * - `child`: below its parent
 * - `orphan`: its parent is not among the spans
 * - `cycle`: its parent is one of its own descendants
 */
export type Placement = 'root' | 'child' | 'orphan' | 'cycle';

/** A span in its place. */
export interface TreeNode {
  readonly span: ReceivedSpan;
  readonly placement: Placement;
  /** In order of start. */
  readonly children: readonly TreeNode[];
}

/** A node, how deep it stands, and whether a sibling follows it. */
export interface TreeRow {
  readonly node: TreeNode;
  readonly depth: number;
  readonly isLast: boolean;
}

interface Growing extends TreeNode {
  placement: Placement;
  children: Growing[];
}

/** The spans that stand at the top, in order of start, with all below. */
export function buildTree(spans: Iterable<ReceivedSpan>): readonly TreeNode[] {
  const nodes = nodesInOrder(spans);
  const top = [...nodes.values()].filter((node) => !attach(node, nodes));
  return inOrder([...top, ...openCycles(nodes, top)]);
}

/** Every node of the tree, parents before children. */
export function* rowsOf(tree: readonly TreeNode[]): Generator<TreeRow> {
  const pending = rowsAt(tree, 0);
  for (let row = pending.pop(); row !== undefined; row = pending.pop()) {
    yield row;
    // One by one: a spread of a very wide node would overflow the stack.
    for (const below of rowsAt(row.node.children, row.depth + 1)) {
      pending.push(below);
    }
  }
}

/** Last sibling first, so that the first one is popped first. */
function rowsAt(siblings: readonly TreeNode[], depth: number): TreeRow[] {
  const last = siblings.at(-1);
  return siblings
    .map((node) => ({ node, depth, isLast: node === last }))
    .reverse();
}

/** One node per span id, the last one sent, in order of start. */
function nodesInOrder(spans: Iterable<ReceivedSpan>): Map<string, Growing> {
  const nodes = [...spans].map((span): Growing => ({
    span,
    placement: 'root',
    children: [],
  }));
  const unique = new Map(nodes.map((node) => [node.span.spanId, node]));
  return new Map(
    inOrder([...unique.values()]).map((node) => [node.span.spanId, node]),
  );
}

function inOrder(nodes: Growing[]): Growing[] {
  return nodes.sort((a, b) => {
    const difference = startOf(a) - startOf(b);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  });
}

function startOf({ span }: TreeNode): bigint {
  return BigInt(span.startTimeUnixNano);
}

/** Puts `node` below its parent; says whether it has one. */
function attach(node: Growing, nodes: ReadonlyMap<string, Growing>): boolean {
  const { parentSpanId } = node.span;
  if (parentSpanId === undefined) return false;
  const parent = nodes.get(parentSpanId);
  node.placement = parent === undefined ? 'orphan' : 'child';
  parent?.children.push(node);
  return parent !== undefined;
}

/** What cannot be reached from the top hangs on a cycle; each is cut once. */
function openCycles(
  nodes: ReadonlyMap<string, Growing>,
  top: readonly Growing[],
): Growing[] {
  const reached = new Set<TreeNode>();
  reach(top, reached);
  const opened: Growing[] = [];
  for (const node of nodes.values()) {
    if (reached.has(node)) continue;
    opened.push(cutAbove(onCycle(node, nodes), nodes));
    reach(opened.slice(-1), reached);
  }
  return opened;
}

function reach(top: readonly TreeNode[], reached: Set<TreeNode>): void {
  for (const { node } of rowsOf(top)) reached.add(node);
}

/** From a span that hangs below a cycle up to the cycle's earliest span. */
function onCycle(node: Growing, nodes: ReadonlyMap<string, Growing>): Growing {
  const passed = new Set<Growing>();
  let current = node;
  while (!passed.has(current)) {
    passed.add(current);
    current = parentOf(current, nodes) ?? current;
  }
  return earliestOnCycle(current, nodes);
}

function earliestOnCycle(
  first: Growing,
  nodes: ReadonlyMap<string, Growing>,
): Growing {
  const members = [first];
  let current = parentOf(first, nodes);
  while (current !== undefined && current !== first) {
    members.push(current);
    current = parentOf(current, nodes);
  }
  return inOrder(members)[0] ?? first;
}

function cutAbove(node: Growing, nodes: ReadonlyMap<string, Growing>): Growing {
  const parent = parentOf(node, nodes);
  if (parent !== undefined) {
    parent.children = parent.children.filter((child) => child !== node);
  }
  node.placement = 'cycle';
  return node;
}

function parentOf(
  { span }: TreeNode,
  nodes: ReadonlyMap<string, Growing>,
): Growing | undefined {
  return nodes.get(span.parentSpanId ?? '');
}
