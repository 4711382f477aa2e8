/** What calls cost, against each other: processor time, on a busy machine too. */
import { median } from '../table';

/** Enough for the clock of the processor, which ticks coarsely. */
const CALLS = 20_000;
const NS_PER_US = 1_000;
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 15);

/**
 * Median nanoseconds of processor time of one call of each. They take turns,
 * so that a slow moment of the machine meets all of them.
 */
export async function timeInTurns(
  calls: readonly (() => unknown)[],
  repeated = CALLS,
): Promise<readonly number[]> {
  const times = calls.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [nth, call] of calls.entries()) {
      times[nth]?.push(await time(call, repeated));
    }
  }
  return times.map(median);
}

/** Nanoseconds of one call, awaited in bulk as a program would. */
async function time(call: () => unknown, repeated: number): Promise<number> {
  const results: unknown[] = [];
  const begin = process.cpuUsage();
  for (let n = 0; n < repeated; n += 1) results.push(call());
  await Promise.all(results);
  const { user, system } = process.cpuUsage(begin);
  return ((user + system) * NS_PER_US) / repeated;
}
