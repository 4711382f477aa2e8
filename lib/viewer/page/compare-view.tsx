/** Two runs beside each other: what took longer, what is new, what is gone. */
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { TraceAnswer } from '../api-types';
import { Answered } from './answered';
import { compareRuns, type ComparedRow, type ComparedSpan } from './comparison';
import { Icon } from './icon';
import { hrefOf, type Route } from './routes';
import { clockText, durationText } from './time-format';
import { useAnswer } from './use-answer';
import { visibleLine } from './visible-text';
import { layOut } from './waterfall';

interface CompareViewProps {
  readonly route: Extract<Route, { view: 'compare' }>;
}

export function CompareView({ route }: CompareViewProps): JSX.Element {
  const before = useAnswer<TraceAnswer>(`/api/traces/${route.before}`);
  const after = useAnswer<TraceAnswer>(`/api/traces/${route.after}`);
  return (
    <Answered asked={before}>
      {(earlier) => (
        <Answered asked={after}>
          {(later) => <Comparison before={earlier} after={later} />}
        </Answered>
      )}
    </Answered>
  );
}

interface ComparisonProps {
  readonly before: TraceAnswer;
  readonly after: TraceAnswer;
}

/** More than anybody reads. */
const MAX_ROWS = 500;

function Comparison({ before, after }: ComparisonProps): JSX.Element {
  const rows = useMemo(
    () => compareRuns(layOut(before.spans), layOut(after.spans)),
    [before, after],
  );
  return (
    <>
      <div class="page-head">
        <a href={hrefOf({ view: 'trace', traceId: after.run.traceId })}>
          ← {visibleLine(after.run.name)}
        </a>
        <h1>Compared with the run before</h1>
      </div>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Span</th>
              <RunHead trace={before} text="Before" />
              <RunHead trace={after} text="After" />
              <th scope="col" class="number">
                Change
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, MAX_ROWS).map((row, index) => (
              <Row key={index} row={row} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

interface RunHeadProps {
  readonly trace: TraceAnswer;
  readonly text: string;
}

function RunHead({ trace: { run }, text }: RunHeadProps): JSX.Element {
  return (
    <th scope="col" class="number">
      <a href={hrefOf({ view: 'trace', traceId: run.traceId })}>
        {text}, {clockText(run.startNs)}
      </a>
    </th>
  );
}

const INDENT_PX = 14;
const MAX_INDENT = 20;

function Row({ row }: { readonly row: ComparedRow }): JSX.Element {
  const indent = Math.min(row.depth, MAX_INDENT) * INDENT_PX;
  return (
    <tr>
      <td class="name">
        <span class="one-line" style={{ paddingLeft: `${indent}px` }}>
          {visibleLine(row.name)}
        </span>
      </td>
      <Length span={row.before} />
      <Length span={row.after} />
      <td class="number">
        <Change {...row} />
      </td>
    </tr>
  );
}

interface LengthProps {
  readonly span: ComparedSpan | undefined;
}

function Length({ span }: LengthProps): JSX.Element {
  if (span === undefined) return <td class="number quiet">—</td>;
  return (
    <td class="number">
      {span.failed && <Icon name="failed" />} {nanosecondsText(span.durationNs)}
    </td>
  );
}

function nanosecondsText(nanoseconds: number): string {
  return durationText(BigInt(Math.round(nanoseconds)));
}

function percentText(share: number): string {
  return `${Math.abs(share * 100).toFixed(0)} %`;
}

/** Less is noise. */
const NOTABLE = 0.1;

function Change({ before, after }: ComparedRow): JSX.Element {
  if (before === undefined) return <span class="delta-worse">new</span>;
  if (after === undefined) return <span class="quiet">gone</span>;
  const change = after.durationNs - before.durationNs;
  const share = change / Math.max(before.durationNs, 1);
  const notable = change > 0 ? 'delta-worse' : 'delta-better';
  return (
    <span class={Math.abs(share) < NOTABLE ? 'quiet' : notable}>
      {change < 0 ? '−' : '+'}
      {nanosecondsText(Math.abs(change))}
      {before.durationNs > 0 && ` (${percentText(share)})`}
    </span>
  );
}
