/** Where the nodes of a graph of calls stand: callers left of the called. Pure. */
import type { GraphAnswer, GraphEdge, GraphNode } from '../../api-types';

export interface PlacedNode extends GraphNode {
  readonly x: number;
  readonly y: number;
}

export interface PlacedEdge extends GraphEdge {
  /** For the `d` of a path. */
  readonly curve: string;
  /** Where its count is written. */
  readonly x: number;
  readonly y: number;
}

export interface PlacedGraph {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly width: number;
  readonly height: number;
}

export const NODE_WIDTH = 232;
export const NODE_HEIGHT = 80;
const COLUMN = NODE_WIDTH + 96;
const LINE = NODE_HEIGHT + 24;

type Columns = ReadonlyMap<string, number>;

export function placeGraph({ nodes, edges }: GraphAnswer): PlacedGraph {
  const columns = columnsOf(nodes, edges);
  const placed = inColumns(nodes, edges, columns);
  const byName = new Map(placed.map((node) => [node.name, node]));
  return {
    nodes: placed,
    edges: edges.flatMap((edge) => placedEdge(edge, byName)),
    width: Math.max(...placed.map(({ x }) => x + NODE_WIDTH), 0),
    height: Math.max(...placed.map(({ y }) => y + NODE_HEIGHT), 0),
  };
}

/** Each node one column right of the last of its callers. */
function columnsOf(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
): Columns {
  const columns = new Map(nodes.map(({ name }) => [name, 0]));
  const forward = withoutCircles(nodes, edges);
  // Ends, because nothing goes in circles any more.
  while (pushRight(forward, columns)) continue;
  return columns;
}

/** Says whether a node had to give way to one of its callers. */
function pushRight(
  edges: readonly GraphEdge[],
  columns: Map<string, number>,
): boolean {
  let isPushed = false;
  for (const { from, to } of edges) {
    const next = (columns.get(from) ?? 0) + 1;
    if (next <= (columns.get(to) ?? 0)) continue;
    columns.set(to, next);
    isPushed = true;
  }
  return isPushed;
}

/** The edges that do not lead back to where one came from. */
function withoutCircles(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
): readonly GraphEdge[] {
  const kept: GraphEdge[] = [];
  const order = new Map(nodes.map(({ name }, index) => [name, index]));
  const rank = ({ from }: GraphEdge): number => order.get(from) ?? 0;
  for (const edge of edges.toSorted((a, b) => rank(a) - rank(b))) {
    if (!leadsTo(edge.to, edge.from, kept)) kept.push(edge);
  }
  return kept;
}

function leadsTo(
  from: string,
  to: string,
  edges: readonly GraphEdge[],
): boolean {
  const seen = new Set([from]);
  // A set that grows while it is walked: each name is looked at once.
  for (const name of seen) {
    if (name === to) return true;
    for (const edge of edges) if (edge.from === name) seen.add(edge.to);
  }
  return false;
}

function inColumns(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  columns: Columns,
): readonly PlacedNode[] {
  const placed: PlacedNode[] = [];
  const last = Math.max(...columns.values(), 0);
  for (let column = 0; column <= last; column++) {
    const here = nodes.filter(({ name }) => columns.get(name) === column);
    const height = (node: GraphNode): number =>
      heightOfCallers(node, edges, placed);
    const ordered = here.toSorted((a, b) => height(a) - height(b));
    for (const [line, node] of ordered.entries()) {
      placed.push({ ...node, x: column * COLUMN, y: line * LINE });
    }
  }
  return placed;
}

/** Beside its callers, so that few edges cross. */
function heightOfCallers(
  { name }: GraphNode,
  edges: readonly GraphEdge[],
  placed: readonly PlacedNode[],
): number {
  const callers = edges.filter(({ to }) => to === name);
  const heights = callers.flatMap(({ from }) =>
    placed.filter((node) => node.name === from).map(({ y }) => y),
  );
  return heights.reduce((sum, y) => sum + y, 0) / Math.max(heights.length, 1);
}

function placedEdge(
  edge: GraphEdge,
  nodes: ReadonlyMap<string, PlacedNode>,
): readonly PlacedEdge[] {
  const from = nodes.get(edge.from);
  const to = nodes.get(edge.to);
  if (from === undefined || to === undefined || from === to) return [];
  const [x1, y1] = [from.x + NODE_WIDTH, from.y + NODE_HEIGHT / 2];
  const [x2, y2] = [to.x, to.y + NODE_HEIGHT / 2];
  const bend = Math.max((x2 - x1) / 2, 40);
  const curve = `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
  return [{ ...edge, curve, x: (x1 + x2) / 2, y: (y1 + y2) / 2 - 5 }];
}
