/** The list of runs, as runs arrive. Pure. */
import type { RunSummary } from '../api-types';
import type { RunOrder } from './routes';

/** By trace id; `run` in the place of the one that was there. */
export function withRun(
  runs: readonly RunSummary[],
  run: RunSummary,
): readonly RunSummary[] {
  return [run, ...runs.filter(({ traceId }) => traceId !== run.traceId)];
}

/** In `order`; the newest first among equals. */
export function orderedRuns(
  runs: readonly RunSummary[],
  order: RunOrder,
): readonly RunSummary[] {
  return runs.toSorted((a, b) => rank(a, b, order) || newestFirst(a, b));
}

const FAILED_FIRST = { failed: 0, running: 1, ok: 2 };

function rank(a: RunSummary, b: RunSummary, order: RunOrder): number {
  switch (order) {
    case 'newest':
      return 0;
    case 'failed':
      return FAILED_FIRST[a.status] - FAILED_FIRST[b.status];
    case 'slowest':
      return compare(b.durationNs, a.durationNs);
  }
}

function newestFirst(a: RunSummary, b: RunSummary): number {
  return compare(b.startNs, a.startNs);
}

function compare(a: string, b: string): number {
  const difference = BigInt(a) - BigInt(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Runs that have `text` in what the list shows of them. */
export function runsWith(
  runs: readonly RunSummary[],
  text: string,
): readonly RunSummary[] {
  const sought = text.trim().toLowerCase();
  if (sought === '') return runs;
  return runs.filter((run) =>
    textsOf(run).some((each) => each.toLowerCase().includes(sought)),
  );
}

function textsOf(run: RunSummary): readonly string[] {
  const { name, workflow = '', services, correlationIds, traceId } = run;
  const status = run.interrupted === undefined ? run.status : 'interrupted';
  return [name, workflow, ...services, ...correlationIds, traceId, status];
}

/** The latest run of the same name before `run`, to compare it with. */
export function runBefore(
  runs: readonly RunSummary[],
  run: RunSummary,
): RunSummary | undefined {
  const same = runs.filter(
    (other) =>
      other.name === run.name &&
      other.traceId !== run.traceId &&
      compare(other.startNs, run.startNs) <= 0,
  );
  return orderedRuns(same, 'newest')[0];
}
