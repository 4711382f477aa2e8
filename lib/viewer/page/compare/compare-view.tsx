/** Two runs beside each other: what took longer, what is new, what is gone. */
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { RunSummary, TraceAnswer } from '../../api-types';
import { Answered } from '../server/answered';
import { ComparedTable } from './compared-table';
import { compareRuns, differencesOf, type ComparedRow } from './comparison';
import { hrefOf, type Route } from '../place/routes';
import { titleOf } from '../list/run-list';
import { RunChoice } from './run-choice';
import { Change } from './change';
import { useAnswer } from '../server/use-answer';
import { moveTo } from '../place/use-route';
import { visibleLine } from '../text/visible-text';
import { layOut } from '../waterfall/waterfall';

type CompareRoute = Extract<Route, { view: 'compare' }>;

interface CompareViewProps {
  readonly route: CompareRoute;
  readonly runs: readonly RunSummary[];
}

export function CompareView({ route, runs }: CompareViewProps): JSX.Element {
  const before = useAnswer<TraceAnswer>(`/api/traces/${route.before}`);
  const after = useAnswer<TraceAnswer>(`/api/traces/${route.after}`);
  return (
    <Answered asked={before}>
      {(earlier) => (
        <Answered asked={after}>
          {(later) => <Comparison before={earlier} after={later} runs={runs} />}
        </Answered>
      )}
    </Answered>
  );
}

interface ComparisonProps {
  readonly before: TraceAnswer;
  readonly after: TraceAnswer;
  readonly runs: readonly RunSummary[];
}

function Comparison({ before, after, runs }: ComparisonProps): JSX.Element {
  const rows = useMemo(
    () => compareRuns(layOut(before.spans), layOut(after.spans)),
    [before, after],
  );
  return (
    <>
      <div class="page-head">
        <a href={hrefOf({ view: 'trace', traceId: after.run.traceId })}>
          ← {visibleLine(titleOf(after.run))}
        </a>
        <h1>Two runs compared</h1>
        <Differences rows={rows} />
      </div>
      <Choices before={before.run} after={after.run} runs={runs} />
      <ComparedTable before={before.run} after={after.run} rows={rows} />
    </>
  );
}

function Differences({
  rows,
}: {
  readonly rows: readonly ComparedRow[];
}): JSX.Element {
  const { added, gone, failed } = differencesOf(rows);
  return (
    <span class="facts quiet" role="status">
      {rows[0] !== undefined && (
        <span>
          Whole run <Change {...rows[0]} />
        </span>
      )}
      {added > 0 && <span>{added} new</span>}
      {gone > 0 && <span>{gone} gone</span>}
      {failed > 0 && <span class="failed">{failed} failed only after</span>}
    </span>
  );
}

interface ChoicesProps {
  readonly before: RunSummary;
  readonly after: RunSummary;
  readonly runs: readonly RunSummary[];
}

function Choices({ before, after, runs }: ChoicesProps): JSX.Element {
  const go = (before: string, after: string): void =>
    moveTo({ view: 'compare', before, after });
  return (
    <div class="page-head choices">
      <RunChoice
        label="Before"
        runs={runs}
        chosen={before}
        onChoose={(traceId) => go(traceId, after.traceId)}
      />
      <button type="button" onClick={() => go(after.traceId, before.traceId)}>
        <span aria-hidden="true">⇄ </span>Swap
      </button>
      <RunChoice
        label="After"
        runs={runs}
        chosen={after}
        onChoose={(traceId) => go(before.traceId, traceId)}
      />
    </div>
  );
}
