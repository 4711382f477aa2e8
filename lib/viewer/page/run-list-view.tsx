/** The list of runs. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { RunSummary } from '../api-types';
import { clearAll } from './api';
import { NoRunsYet, Nothing } from './empty';
import { type Route, type RunOrder } from './routes';
import { orderedRuns, runsWith } from './run-list';
import { RunTable } from './run-table';
import { useKeys } from './use-keys';
import { goTo, moveTo } from './use-route';

type RunsRoute = Extract<Route, { view: 'runs' }>;

interface RunListProps {
  readonly route: RunsRoute;
  readonly runs: readonly RunSummary[] | undefined;
}

/** More rows than anybody reads; a filter finds the others. */
const MAX_ROWS = 500;

export function RunListView({ route, runs }: RunListProps): JSX.Element {
  if (runs === undefined) return <p class="page-head quiet">Loading…</p>;
  if (runs.length === 0) return <NoRunsYet />;
  return <RunList route={route} runs={runs} />;
}

interface LoadedProps extends RunListProps {
  readonly runs: readonly RunSummary[];
}

function RunList({ route, runs }: LoadedProps): JSX.Element {
  const found = runsWith(runs, route.filter ?? '');
  const shown = orderedRuns(found, route.order ?? 'newest').slice(0, MAX_ROWS);
  const [selected, select] = useSelection(shown);
  useKeys('view', {
    next: () => select(1),
    previous: () => select(-1),
    first: () => select(-shown.length),
    last: () => select(shown.length),
    open: () => {
      if (selected !== undefined) goTo({ view: 'trace', traceId: selected });
    },
    'failed-first': () => moveTo(orderToggled(route, 'failed')),
  });
  return (
    <>
      <Head route={route} runs={runs} shown={shown.length} />
      {shown.length === 0 ? (
        <Nothing title="No run has this text">
          Only names, services, ids and states of runs are looked at here. The
          search at the top looks into every span.
        </Nothing>
      ) : (
        <RunTable runs={shown} selected={selected} />
      )}
    </>
  );
}

/** By id, because the rows move while runs arrive. */
function useSelection(
  shown: readonly RunSummary[],
): [string | undefined, (step: number) => void] {
  const [selected, setSelected] = useState<string>();
  const select = (step: number): void => {
    const at = shown.findIndex(({ traceId }) => traceId === selected);
    const next = at < 0 && step > 0 ? step - 1 : at + step;
    const index = Math.min(Math.max(next, 0), shown.length - 1);
    setSelected(shown[index]?.traceId);
  };
  return [selected, select];
}

function orderToggled(route: RunsRoute, order: RunOrder): RunsRoute {
  return { ...route, order: route.order === order ? undefined : order };
}

interface HeadProps extends LoadedProps {
  readonly shown: number;
}

function Head({ route, runs, shown }: HeadProps): JSX.Element {
  const failed = runs.filter(({ status }) => status === 'failed').length;
  const running = runs.filter(({ status }) => status === 'running').length;
  return (
    <div class="page-head">
      <h1>Runs</h1>
      <span class="quiet" role="status">
        {shown === runs.length ? runs.length : `${shown} of ${runs.length}`}
        {failed > 0 && <span class="failed"> · {failed} failed</span>}
        {running > 0 && <span class="running"> · {running} running</span>}
      </span>
      <span class="space" />
      <input
        type="search"
        aria-label="Filter runs"
        placeholder="Filter runs…"
        value={route.filter ?? ''}
        onInput={({ currentTarget: { value } }) =>
          moveTo({ ...route, filter: value })
        }
      />
      <OrderButton route={route} order="failed" text="Failed first" />
      <OrderButton route={route} order="slowest" text="Slowest first" />
      <ClearButton />
    </div>
  );
}

interface OrderProps {
  readonly route: RunsRoute;
  readonly order: RunOrder;
  readonly text: string;
}

function OrderButton({ route, order, text }: OrderProps): JSX.Element {
  return (
    <button
      type="button"
      aria-pressed={route.order === order}
      onClick={() => moveTo(orderToggled(route, order))}
    >
      {text}
    </button>
  );
}

/** Asks once more: what is forgotten does not come back. */
function ClearButton(): JSX.Element {
  const [isAsking, setAsking] = useState(false);
  const press = (): void => {
    setAsking(!isAsking);
    if (isAsking) void clearAll();
  };
  return (
    <button type="button" onClick={press} onBlur={() => setAsking(false)}>
      {isAsking ? 'Forget all runs?' : 'Clear'}
    </button>
  );
}
