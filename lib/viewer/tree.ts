/**
 * The spans of one trace become a tree. Pure.
 *
 * Every span is in it exactly once, whatever was sent: a span whose parent is
 * not there (yet, or ever) stands at the top as an orphan, and of spans that
 * are each other's ancestors the earliest is put at the top. Nothing here
 * recurses: a trace may be deeper than the stack.
 */
import type { ReceivedSpan } from './store/received-span';

/**
 * - `root`: started without a parent
 * - `child`: below its parent
 * - `orphan`: its parent is not among the spans
 * - `cycle`: its parent is one of its own descendants
 */
export type Placement = 'root' | 'child' | 'orphan' | 'cycle';

/** What of a span tells its place. */
export type Placeable = Pick<
  ReceivedSpan,
  'spanId' | 'parentSpanId' | 'startTimeUnixNano' | 'endTimeUnixNano'
>;

/** A span in its place. */
export interface TreeNode<Span extends Placeable = ReceivedSpan> {
  readonly span: Span;
  readonly placement: Placement;
  /** In order of start. */
  readonly children: readonly TreeNode<Span>[];
}

/** A node, how deep it stands, and whether a sibling follows it. */
export interface TreeRow<Span extends Placeable = ReceivedSpan> {
  readonly node: TreeNode<Span>;
  readonly depth: number;
  readonly isLast: boolean;
}

interface Growing<Span extends Placeable> extends TreeNode<Span> {
  placement: Placement;
  children: Growing<Span>[];
}

type Nodes<Span extends Placeable> = ReadonlyMap<string, Growing<Span>>;

/** The spans that stand at the top, in order of start, with all below. */
export function buildTree<Span extends Placeable>(
  spans: Iterable<Span>,
): readonly TreeNode<Span>[] {
  const nodes = nodesInOrder(spans);
  const top = [...nodes.values()].filter((node) => !attach(node, nodes));
  return inOrder([...top, ...openCycles(nodes, top)]);
}

/** Every node of the tree, parents before children. */
export function* rowsOf<Span extends Placeable>(
  tree: readonly TreeNode<Span>[],
): Generator<TreeRow<Span>> {
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
function rowsAt<Span extends Placeable>(
  siblings: readonly TreeNode<Span>[],
  depth: number,
): TreeRow<Span>[] {
  const last = siblings.at(-1);
  return siblings
    .map((node) => ({ node, depth, isLast: node === last }))
    .reverse();
}

/** One node per span id, the last one sent, in order of start. */
function nodesInOrder<Span extends Placeable>(
  spans: Iterable<Span>,
): Map<string, Growing<Span>> {
  const nodes = [...spans].map((span): Growing<Span> => ({
    span,
    placement: 'root',
    children: [],
  }));
  const unique = new Map(nodes.map((node) => [node.span.spanId, node]));
  return new Map(
    inOrder([...unique.values()]).map((node) => [node.span.spanId, node]),
  );
}

/**
 * Of those that started in the same millisecond, and SDKs tell no more, the one
 * that ended first was probably first.
 */
function inOrder<Span extends Placeable>(
  nodes: Growing<Span>[],
): Growing<Span>[] {
  return nodes.sort((a, b) => {
    const difference = startOf(a) - startOf(b) || endOf(a) - endOf(b);
    return difference < 0n ? -1 : difference > 0n ? 1 : 0;
  });
}

function startOf<Span extends Placeable>({ span }: TreeNode<Span>): bigint {
  return BigInt(span.startTimeUnixNano);
}

function endOf<Span extends Placeable>({ span }: TreeNode<Span>): bigint {
  return BigInt(span.endTimeUnixNano);
}

/** Puts `node` below its parent; says whether it has one. */
function attach<Span extends Placeable>(
  node: Growing<Span>,
  nodes: Nodes<Span>,
): boolean {
  const { parentSpanId } = node.span;
  if (parentSpanId === undefined) return false;
  const parent = nodes.get(parentSpanId);
  node.placement = parent === undefined ? 'orphan' : 'child';
  parent?.children.push(node);
  return parent !== undefined;
}

/** What cannot be reached from the top hangs on a cycle; each is cut once. */
function openCycles<Span extends Placeable>(
  nodes: Nodes<Span>,
  top: readonly Growing<Span>[],
): Growing<Span>[] {
  const reached = new Set<TreeNode<Span>>();
  reach(top, reached);
  const opened: Growing<Span>[] = [];
  for (const node of nodes.values()) {
    if (reached.has(node)) continue;
    opened.push(cutAbove(onCycle(node, nodes), nodes));
    reach(opened.slice(-1), reached);
  }
  return opened;
}

function reach<Span extends Placeable>(
  top: readonly TreeNode<Span>[],
  reached: Set<TreeNode<Span>>,
): void {
  for (const { node } of rowsOf(top)) reached.add(node);
}

/** From a span that hangs below a cycle up to the cycle's earliest span. */
function onCycle<Span extends Placeable>(
  node: Growing<Span>,
  nodes: Nodes<Span>,
): Growing<Span> {
  const passed = new Set<Growing<Span>>();
  let current = node;
  while (!passed.has(current)) {
    passed.add(current);
    current = parentOf(current, nodes) ?? current;
  }
  return earliestOnCycle(current, nodes);
}

function earliestOnCycle<Span extends Placeable>(
  first: Growing<Span>,
  nodes: Nodes<Span>,
): Growing<Span> {
  const members = [first];
  let current = parentOf(first, nodes);
  while (current !== undefined && current !== first) {
    members.push(current);
    current = parentOf(current, nodes);
  }
  return inOrder(members)[0] ?? first;
}

function cutAbove<Span extends Placeable>(
  node: Growing<Span>,
  nodes: Nodes<Span>,
): Growing<Span> {
  const parent = parentOf(node, nodes);
  if (parent !== undefined) {
    parent.children = parent.children.filter((child) => child !== node);
  }
  node.placement = 'cycle';
  return node;
}

function parentOf<Span extends Placeable>(
  { span }: TreeNode<Span>,
  nodes: Nodes<Span>,
): Growing<Span> | undefined {
  return nodes.get(span.parentSpanId ?? '');
}
