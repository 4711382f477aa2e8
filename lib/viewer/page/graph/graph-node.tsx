/** One name of a span in a graph: how often, how well, how long. */
import type { JSX } from 'preact';
import { NODE_HEIGHT, NODE_WIDTH, type PlacedNode } from './graph-layout';
import { hrefOf } from '../place/routes';
import { plural } from '../list/run-row';
import { durationText } from '../text/time-format';
import { visibleLine } from '../text/visible-text';

interface NodeProps {
  readonly node: PlacedNode;
  /** Of all nodes: the longest 95th percentile. */
  readonly slowestMs: number;
}

/** What fits into a box; the whole name is told when one points at it. */
const MAX_NAME = 28;
const PADDING = 14;

export function Node({ node, slowestMs }: NodeProps): JSX.Element {
  const name = visibleLine(node.name);
  const hasFailures = node.failures > 0;
  return (
    <g
      class={`node ${hasFailures ? 'has-failures' : ''}`}
      transform={`translate(${node.x} ${node.y})`}
    >
      <a href={hrefOf({ view: 'search', text: node.name })}>
        <title>{name}</title>
        <rect class="box" width={NODE_WIDTH} height={NODE_HEIGHT} rx="9" />
        <text class="title" x={PADDING} y="23">
          {name.length > MAX_NAME ? `${name.slice(0, MAX_NAME)}…` : name}
        </text>
        <text class="quiet" x={PADDING} y="41">
          {visibleLine(node.kind)} · {plural(node.count, 'call')}
        </text>
        {hasFailures && (
          <text
            class="failed"
            x={NODE_WIDTH - PADDING}
            y="41"
            text-anchor="end"
          >
            {node.failures} failed
          </text>
        )}
        <text class="quiet" x={PADDING} y="58">
          median {millisecondsText(node.medianMs)} · p95{' '}
          {millisecondsText(node.p95Ms)}
        </text>
        <Lengths node={node} slowestMs={slowestMs} />
      </a>
    </g>
  );
}

/** The median in full colour, the 95th percentile behind it. */
function Lengths({ node, slowestMs }: NodeProps): JSX.Element {
  const room = NODE_WIDTH - 2 * PADDING;
  const widthOf = (ms: number): number => Math.max((ms / slowestMs) * room, 2);
  const place = { x: PADDING, y: 66, height: 4, rx: 2 };
  return (
    <>
      <rect class="p95" {...place} width={widthOf(node.p95Ms)} />
      <rect class="median" {...place} width={widthOf(node.medianMs)} />
    </>
  );
}

function millisecondsText(milliseconds: number): string {
  return durationText(BigInt(Math.round(milliseconds * 1e6)));
}
