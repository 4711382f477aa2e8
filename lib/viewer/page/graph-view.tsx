/** Which tasks of a workflow call which, how often and how well. */
import type { JSX } from 'preact';
import type { GraphAnswer, RunSummary } from '../api-types';
import { Answered } from './answered';
import { Nothing } from './empty';
import {
  NODE_HEIGHT,
  NODE_WIDTH,
  placeGraph,
  type PlacedEdge,
  type PlacedNode,
} from './graph-layout';
import { hrefOf, type Route } from './routes';
import { plural } from './run-row';
import { durationText } from './time-format';
import { useAnswer } from './use-answer';
import { useSlow } from './use-slow';
import { visibleLine } from './visible-text';

interface GraphViewProps {
  readonly route: Extract<Route, { view: 'graph' }>;
  readonly runs: readonly RunSummary[];
}

export function GraphView({ route, runs }: GraphViewProps): JSX.Element {
  const { workflow } = route;
  const own = runs.filter((run) => run.workflow === workflow);
  const spans = own.reduce((sum, run) => sum + run.spans, 0);
  const version = useSlow(`${own.length} ${spans}`);
  const path = `/api/graph?workflow=${encodeURIComponent(workflow)}`;
  const asked = useAnswer<GraphAnswer>(path, version);
  return (
    <>
      <div class="page-head">
        <a href={hrefOf({ view: 'runs', filter: workflow })}>← Its runs</a>
        <h1>{visibleLine(workflow)}</h1>
        <span class="quiet">{plural(own.length, 'run')}</span>
      </div>
      <Answered asked={asked}>{(answer) => <Graph answer={answer} />}</Answered>
    </>
  );
}

const MARGIN = 8;

function Graph({ answer }: { readonly answer: GraphAnswer }): JSX.Element {
  if (answer.nodes.length === 0) {
    return <Nothing title="No run of this workflow">It may be gone.</Nothing>;
  }
  const { nodes, edges, width, height } = placeGraph(answer);
  return (
    <div class="scroll graph" tabIndex={0} role="group" aria-label="Graph">
      <svg
        width={width + 2 * MARGIN}
        height={height + 2 * MARGIN}
        viewBox={`${-MARGIN} ${-MARGIN} ${width + 2 * MARGIN} ${height + 2 * MARGIN}`}
        role="img"
        aria-label={nodes.map(described).join('; ')}
      >
        <defs>
          <marker
            id="arrow"
            viewBox="0 0 8 8"
            refX="8"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            orient="auto"
          >
            <path class="arrow" d="M0 0 8 4 0 8z" />
          </marker>
        </defs>
        {edges.map((edge) => (
          <Edge key={edge.curve} edge={edge} />
        ))}
        {nodes.map((node) => (
          <Node key={node.name} node={node} />
        ))}
      </svg>
    </div>
  );
}

function described({ name, count, failures }: PlacedNode): string {
  return `${visibleLine(name)}: ${plural(count, 'call')}, ${failures} failed`;
}

function Edge({ edge }: { readonly edge: PlacedEdge }): JSX.Element {
  const { curve, count, x, y } = edge;
  return (
    <g>
      <path class="edge" d={curve} marker-end="url(#arrow)" />
      <text class="quiet" x={x} y={y} text-anchor="middle">
        {count}
      </text>
    </g>
  );
}

/** What fits into a box; the whole name is told when one points at it. */
const MAX_NAME = 26;

function Node({ node }: { readonly node: PlacedNode }): JSX.Element {
  const name = visibleLine(node.name);
  const hasFailures = node.failures > 0;
  return (
    <g
      class={`node ${hasFailures ? 'has-failures' : ''}`}
      transform={`translate(${node.x} ${node.y})`}
    >
      <title>{name}</title>
      <rect width={NODE_WIDTH} height={NODE_HEIGHT} rx="8" />
      <text class="title" x="12" y="20">
        {name.length > MAX_NAME ? `${name.slice(0, MAX_NAME)}…` : name}
      </text>
      <text class="quiet" x="12" y="37">
        {visibleLine(node.kind)} · {plural(node.count, 'call')}
      </text>
      {hasFailures && (
        <text class="failed" x={NODE_WIDTH - 12} y="37" text-anchor="end">
          ✕ {node.failures} failed
        </text>
      )}
      <text class="quiet" x="12" y="53">
        median {millisecondsText(node.medianMs)} · p95{' '}
        {millisecondsText(node.p95Ms)}
      </text>
    </g>
  );
}

function millisecondsText(milliseconds: number): string {
  return durationText(BigInt(Math.round(milliseconds * 1e6)));
}
