/** What a run was, and what can be done with its waterfall. */
import type { JSX, RefObject } from 'preact';
import type { RunSummary, TraceAnswer } from '../../api-types';
import { FindField } from './find-field';
import { otlpOf } from './otlp-export';
import { hrefOf } from '../place/routes';
import { runBeside, titleOf } from '../list/run-list';
import { CorrelationIds, plural } from '../list/run-row';
import { RunIcon, statusText } from '../list/run-status';
import { saveJson } from './save-json';
import type { Find } from './use-find';
import { clockText, durationText, exactTimeText } from '../text/time-format';
import { cameFrom } from '../place/use-route';
import type { WaterfallSight } from '../waterfall/use-waterfall';
import { visibleLine } from '../text/visible-text';
import { failedRows } from '../waterfall/waterfall';

interface HeadProps {
  readonly trace: TraceAnswer;
  readonly runs: readonly RunSummary[];
  readonly view: WaterfallSight;
  readonly find: Find;
  readonly field: RefObject<HTMLInputElement | null>;
}

export function TraceHead(props: HeadProps): JSX.Element {
  const { trace, runs, view, find, field } = props;
  const { run } = trace;
  return (
    <>
      <div class="page-head">
        <WayBack />
        <RunIcon run={run} />
        <h1>{visibleLine(titleOf(run))}</h1>
        <Facts run={run} />
        <CorrelationIds run={run} />
        <span class="space" />
        <Ways run={run} runs={runs} />
        <button type="button" onClick={() => save(trace)}>
          Export
        </button>
      </div>
      <div class="page-head">
        <Errors view={view} />
        <FindField find={find} index={view.index} field={field} />
        <span class="space" />
        <Tools view={view} />
      </div>
      {run.missingParents > 0 && (
        <p class="notice">
          {plural(run.missingParents, 'span')} that others name as their parent
          {run.missingParents === 1 ? ' has' : ' have'} not arrived, or never
          will.
        </p>
      )}
    </>
  );
}

function WayBack(): JSX.Element {
  const title = cameFrom();
  if (title === undefined) return <a href={hrefOf({ view: 'runs' })}>← Runs</a>;
  return (
    <button type="button" onClick={() => history.back()}>
      ← Back to {visibleLine(title)}
    </button>
  );
}

interface RunProps {
  readonly run: RunSummary;
}

function Facts({ run }: RunProps): JSX.Element {
  return (
    <span class="facts quiet">
      <span class={run.status}>{statusText(run)}</span>
      {run.status !== 'running' && <span>{durationText(run.durationNs)}</span>}
      <span>{plural(run.spans, 'span')}</span>
      <span>{run.services.map(visibleLine).join(', ')}</span>
      <span title={exactTimeText(run.startNs)}>{clockText(run.startNs)}</span>
    </span>
  );
}

type WaysProps = Pick<HeadProps, 'runs'> & RunProps;

function Ways({ run, runs }: WaysProps): JSX.Element {
  const before = runBeside(runs, run);
  const { workflow, traceId } = run;
  return (
    <>
      {workflow !== undefined && (
        <a class="button" href={hrefOf({ view: 'graph', workflow })}>
          Graph
        </a>
      )}
      {before !== undefined && (
        <a
          class="button"
          href={hrefOf({
            view: 'compare',
            before: before.traceId,
            after: traceId,
          })}
        >
          Compare…
        </a>
      )}
    </>
  );
}

function save({ run, spans }: TraceAnswer): void {
  saveJson(`trace-${run.traceId}.json`, otlpOf(spans));
}

type ViewProps = Pick<HeadProps, 'view'>;

function Errors({ view }: ViewProps): JSX.Element {
  const { rows } = view.waterfall;
  const failed = failedRows(rows);
  if (failed.length === 0) return <span class="quiet">No errors</span>;
  const at = failed.indexOf(view.index) + 1;
  const place = at > 0 ? `Error ${at} of ` : '';
  return (
    <>
      <span class="failed" role="status">
        {place}
        {plural(failed.length, 'error')}
      </span>
      <button type="button" onClick={() => view.jumpToError(-1)}>
        ↑<span class="unseen"> Previous error</span>
      </button>
      <button type="button" onClick={() => view.jumpToError(1)}>
        ↓ Next error
      </button>
    </>
  );
}

function Tools({ view }: ViewProps): JSX.Element {
  const isOpen = view.collapsed.size === 0;
  return (
    <>
      <button
        type="button"
        aria-pressed={view.hasCritical}
        onClick={view.toggleCritical}
      >
        Critical path
      </button>
      <button
        type="button"
        onClick={isOpen ? view.collapseAll : view.expandAll}
      >
        {isOpen ? 'Collapse all' : 'Expand all'}
      </button>
      <button type="button" onClick={() => view.zoomBy(0.5)}>
        <span aria-hidden="true">+</span>
        <span class="unseen">Zoom in</span>
      </button>
      <button
        type="button"
        disabled={!view.isZoomed}
        onClick={() => view.zoomBy(2)}
      >
        <span aria-hidden="true">−</span>
        <span class="unseen">Zoom out</span>
      </button>
      <button
        type="button"
        disabled={!view.isZoomed}
        onClick={() => view.setWindow(undefined)}
      >
        Whole time
      </button>
    </>
  );
}
