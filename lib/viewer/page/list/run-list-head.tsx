/** How many runs there are, and how they are shown. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { RunStatus, RunSummary } from '../../api-types';
import { clearAll } from '../server/api';
import { hrefOf, type Route, type RunOrder } from '../place/routes';
import { moveTo } from '../place/use-route';

type RunsRoute = Extract<Route, { view: 'runs' }>;

interface RouteProps {
  readonly route: RunsRoute;
}

interface HeadProps extends RouteProps {
  readonly runs: readonly RunSummary[];
  readonly shown: number;
}

export function RunListHead({ route, runs, shown }: HeadProps): JSX.Element {
  return (
    <div class="page-head">
      <h1>Runs</h1>
      <span class="facts quiet" role="status">
        <span>
          {shown === runs.length ? runs.length : `${shown} of ${runs.length}`}
        </span>
        <Count route={route} runs={runs} status="failed" />
        <Count route={route} runs={runs} status="running" />
      </span>
      <span class="space" />
      <Filter route={route} />
      <span class="group" role="group" aria-label="Order">
        <OrderButton route={route} order="failed" text="Failed first" />
        <OrderButton route={route} order="slowest" text="Slowest first" />
      </span>
      <ClearButton />
    </div>
  );
}

interface CountProps extends Omit<HeadProps, 'shown'> {
  readonly status: RunStatus;
}

/** Leads to these alone. */
function Count({ route, runs, status }: CountProps): JSX.Element {
  const count = runs.filter((run) => run.status === status).length;
  if (count === 0) return <></>;
  return (
    <a class={status} href={hrefOf({ ...route, filter: status })}>
      {count} {status}
    </a>
  );
}

function Filter({ route }: RouteProps): JSX.Element {
  return (
    <input
      type="search"
      aria-label="Filter runs"
      placeholder="Filter runs…"
      value={route.filter ?? ''}
      onInput={({ currentTarget: { value } }) =>
        moveTo({ ...route, filter: value })
      }
    />
  );
}

interface OrderProps extends RouteProps {
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

export function orderToggled(route: RunsRoute, order: RunOrder): RunsRoute {
  return { ...route, order: route.order === order ? undefined : order };
}

/** Asks once more: what is forgotten does not come back. */
function ClearButton(): JSX.Element {
  const [isAsking, setAsking] = useState(false);
  const press = (): void => {
    setAsking(!isAsking);
    if (isAsking) void clearAll();
  };
  return (
    <button
      type="button"
      class={isAsking ? 'failed' : ''}
      onClick={press}
      onBlur={() => setAsking(false)}
    >
      {isAsking ? 'Forget all runs?' : 'Clear'}
    </button>
  );
}
