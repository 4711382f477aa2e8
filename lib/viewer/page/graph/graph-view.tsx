/** Which tasks of a workflow call which, how often and how well. */
import type { JSX } from 'preact';
import type { GraphAnswer, RunSummary } from '../../api-types';
import { Answered } from '../server/answered';
import { Nothing } from '../list/empty';
import { placeGraph, type PlacedEdge } from './graph-layout';
import { Node } from './graph-node';
import { hrefOf, type Route } from '../place/routes';
import { plural } from '../list/run-row';
import { useAnswer } from '../server/use-answer';
import { useSlow } from '../server/use-slow';
import { visibleLine } from '../text/visible-text';

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
        <span class="space" />
        <span class="quiet">A box leads to its spans.</span>
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
  const slowestMs = Math.max(...nodes.map(({ p95Ms }) => p95Ms), 1e-6);
  return (
    <div class="scroll graph" tabIndex={0} role="group" aria-label="Graph">
      <svg
        width={width + 2 * MARGIN}
        height={height + 2 * MARGIN}
        viewBox={`${-MARGIN} ${-MARGIN} ${width + 2 * MARGIN} ${height + 2 * MARGIN}`}
        role="group"
        aria-label={`${plural(nodes.length, 'span name')}, ${plural(edges.length, 'way')} of calling`}
      >
        <ArrowHead />
        {edges.map((edge) => (
          <Edge key={edge.curve} edge={edge} />
        ))}
        {nodes.map((node) => (
          <Node key={node.name} node={node} slowestMs={slowestMs} />
        ))}
      </svg>
    </div>
  );
}

function ArrowHead(): JSX.Element {
  return (
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
  );
}

function Edge({ edge }: { readonly edge: PlacedEdge }): JSX.Element {
  const { curve, count, x, y } = edge;
  return (
    <g>
      <path class="edge" d={curve} marker-end="url(#arrow)" />
      <text class="quiet" x={x} y={y} text-anchor="middle">
        {count}×
      </text>
    </g>
  );
}
