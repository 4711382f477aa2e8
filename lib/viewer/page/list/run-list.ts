/** The list of runs, as runs arrive. Pure. */
import type { RunSummary } from '../../api-types';
import type { RunOrder } from '../place/routes';

/** What the server tells of its runs. */
export type RunNews =
  | { readonly kind: 'all'; readonly runs: readonly RunSummary[] }
  | { readonly kind: 'run'; readonly run: RunSummary }
  | { readonly kind: 'cleared' };

/** `runs` after `news`, in which a run takes the place of the one it was. */
export function withNews(
  runs: readonly RunSummary[],
  news: readonly RunNews[],
): readonly RunSummary[] {
  const known = new Map<string, RunSummary>();
  const add = (run: RunSummary): unknown => known.set(run.traceId, run);
  runs.forEach(add);
  for (const each of news) {
    if (each.kind !== 'run') known.clear();
    if (each.kind === 'all') each.runs.forEach(add);
    if (each.kind === 'run') add(each.run);
  }
  return [...known.values()];
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
      return compareDecimals(b.durationNs, a.durationNs);
  }
}

function newestFirst(a: RunSummary, b: RunSummary): number {
  return compareDecimals(b.startNs, a.startNs);
}

/** Of whole numbers as they are written, without making numbers of them. */
function compareDecimals(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
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
  const status = run.interrupted === undefined ? [] : ['interrupted'];
  const failure = failureText(run);
  return [
    name,
    workflow,
    ...services,
    ...correlationIds,
    traceId,
    run.status,
    ...status,
    failure,
  ];
}

/** Why it failed, in one line; `''` where nothing tells. */
export function failureText({ failure }: RunSummary): string {
  if (failure === undefined) return '';
  const { type = '', message } = failure;
  return [type, message].filter((text) => text !== '').join(': ');
}

/** What a run is called: its workflow, or the name of its first span. */
export function titleOf({ workflow, name }: RunSummary): string {
  return workflow ?? name;
}

/** The other runs of the same workflow, the newest first. */
export function likeRuns(
  runs: readonly RunSummary[],
  run: RunSummary,
): readonly RunSummary[] {
  const title = titleOf(run);
  return orderedRuns(
    runs.filter((other) => titleOf(other) === title),
    'newest',
  ).filter(({ traceId }) => traceId !== run.traceId);
}

/** The run to compare `run` with: the latest before it, else the first after. */
export function runBeside(
  runs: readonly RunSummary[],
  run: RunSummary,
): RunSummary | undefined {
  const like = likeRuns(runs, run);
  const before = like.find((other) => newestFirst(run, other) <= 0);
  return before ?? like.at(-1);
}
