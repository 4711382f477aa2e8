/** The list of runs. */
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { RunSummary } from '../../api-types';
import { NoRunsYet, Nothing } from './empty';
import { hrefOf, type Route } from '../place/routes';
import { orderedRuns, runsWith } from './run-list';
import { orderToggled, RunListHead } from './run-list-head';
import { RunTable } from './run-table';
import { leftList } from './left-list';
import { Loading } from '../server/answered';
import { useKeys } from '../keys/use-keys';
import { useSelection } from './use-selection';
import { goTo, moveTo } from '../place/use-route';

type RunsRoute = Extract<Route, { view: 'runs' }>;

interface RunListProps {
  readonly route: RunsRoute;
  readonly runs: readonly RunSummary[] | undefined;
}

export function RunListView({ route, runs }: RunListProps): JSX.Element {
  if (runs === undefined) return <Loading />;
  if (runs.length === 0) return <NoRunsYet />;
  return <RunList route={route} runs={runs} />;
}

interface LoadedProps extends RunListProps {
  readonly runs: readonly RunSummary[];
}

function RunList({ route, runs }: LoadedProps): JSX.Element {
  const { order = 'newest', filter = '' } = route;
  const shown = useMemo(
    () => orderedRuns(runsWith(runs, filter), order),
    [runs, filter, order],
  );
  const place = hrefOf(route);
  const { selected, step } = useSelection(shown, leftList);
  useKeys('view', {
    next: () => step(1),
    previous: () => step(-1),
    first: () => step(-shown.length),
    last: () => step(shown.length),
    open: () => {
      if (selected !== undefined) goTo({ view: 'trace', traceId: selected });
    },
    'failed-first': () => moveTo(orderToggled(route, 'failed')),
  });
  return (
    <>
      <RunListHead route={route} runs={runs} shown={shown.length} />
      {shown.length === 0 ? (
        <Nothing title="No run has this text">
          Only names, services, ids, states and failures of runs are looked at
          here. The search at the top looks into every span.
        </Nothing>
      ) : (
        <RunTable key={place} runs={shown} selected={selected} place={place} />
      )}
    </>
  );
}
