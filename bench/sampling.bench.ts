/**
 * What it costs to keep failures: a call that is not sampled, recorded in case
 * its run fails, against one that is not recorded.
 */
import { init, shutdown, task, workflow } from 'everspan';
import { median, ratioTable } from './table';

const RUNS = 5_000;
const STEPS = 3;
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 31);

const WAYS = {
  'not sampled, not recorded': { ratio: 0, keepFailures: false },
  'not sampled, failures kept': { ratio: 0, keepFailures: true },
} as const;
type Way = keyof typeof WAYS;
const ALL = Object.keys(WAYS) as Way[];

const attributes = { 'shop.item': 'book' };
const step = task.wrap({ name: 'step', attributes }, (n: number) => n + 1);
const run = workflow.wrap({ name: 'run', attributes }, () => {
  for (let nth = 0; nth < STEPS; nth += 1) step(nth);
});

/** Nanoseconds of processor time of one call, of runs that succeed. */
async function time(way: Way): Promise<number> {
  // Nothing fails, so nothing is sent to this address.
  const endpoint = 'http://localhost:1';
  init({ endpoint, journal: false, sampling: WAYS[way] });
  const begin = process.cpuUsage();
  for (let n = 0; n < RUNS; n += 1) run();
  const { user, system } = process.cpuUsage(begin);
  await shutdown();
  return (1_000 * (user + system)) / (RUNS * (STEPS + 1));
}

/** The table of a call that is not sampled. */
export async function samplingTable(): Promise<string> {
  const times = new Map<Way, number[]>(ALL.map((way) => [way, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const way of ALL) times.get(way)?.push(await time(way));
  }
  const rows = ALL.map((way) => [way, median(times.get(way) ?? []).toFixed(0)]);
  return ratioTable(['one annotated call', 'CPU ns'], rows);
}
