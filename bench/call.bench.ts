/**
 * What one annotated call costs: against the same span written by hand with
 * the OpenTelemetry API on the same provider, and, where tracing is not set
 * up, against the bare call.
 *
 * In several processes: what the compiler of a process makes of a call moves
 * the ratio of all its rounds by a few hundredths.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { PairTimes } from './calls/call-process';
import { median, ratioTable } from './table';

const PROCESSES = Number(process.env['BENCH_RUNS'] ?? 5);
const ROUNDS = process.env['BENCH_ROUNDS'] ?? '9';
const SCRIPT = join(__dirname, 'calls', 'call-process.ts');

function measure(): readonly PairTimes[] {
  const output = execFileSync(process.execPath, [...process.execArgv, SCRIPT], {
    encoding: 'utf8',
    env: { ...process.env, BENCH_ROUNDS: ROUNDS },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(output) as readonly PairTimes[];
}

/** One line of the table, from what each process measured. */
function row(
  { name, target, shows }: PairTimes,
  runs: readonly PairTimes[],
): readonly string[] {
  const medianOf = (value: (run: PairTimes) => number): number =>
    median(runs.map(value));
  const result =
    shows === 'ratio'
      ? medianOf((run) => run.annotatedNs / run.otherNs).toFixed(2)
      : `${medianOf((run) => run.annotatedNs - run.otherNs).toFixed(0)} ns added`;
  const otherNs = medianOf((run) => run.otherNs).toFixed(0);
  const annotatedNs = medianOf((run) => run.annotatedNs).toFixed(0);
  return [name, otherNs, annotatedNs, result, target];
}

/** The table of one annotated call. */
export function callTable(): string {
  const runs = Array.from({ length: PROCESSES }, measure).flat();
  const pairs = runs.slice(0, runs.length / PROCESSES);
  return ratioTable(
    ['one call, against', 'other ns', 'annotated ns', 'result', 'target'],
    pairs.map((pair) =>
      row(
        pair,
        runs.filter(({ name }) => name === pair.name),
      ),
    ),
  );
}
