/**
 * A million spans while the backend is away: how much memory that takes over
 * an idle process, beside a provider that throws every span away at once.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { median, ratioTable } from './table';

interface Run {
  readonly overIdleMb: number;
  readonly waiting: number;
}

const SPANS = 1_000_000;
const RUNS = Number(process.env['BENCH_MEMORY_RUNS'] ?? 1);
/** Nobody listens there. */
const NOWHERE = 'http://127.0.0.1:1';
const SINKS = {
  everspan: 'everspan, the backend away',
  nothing: 'the SDK alone, every span thrown away',
} as const;
type Sink = keyof typeof SINKS;

async function run(sink: Sink): Promise<Run> {
  const script = join(__dirname, 'memory', 'producer.cjs');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [script, sink, String(SPANS)],
    { env: { ...process.env, OTEL_EXPORTER_OTLP_ENDPOINT: NOWHERE } },
  );
  return JSON.parse(stdout) as Run;
}

/** The table of an outage. */
export async function memoryTable(): Promise<string> {
  const sinks = Object.keys(SINKS) as Sink[];
  const rows: string[][] = [];
  for (const sink of sinks) {
    const runs: Run[] = [];
    for (let round = 0; round < RUNS; round += 1) runs.push(await run(sink));
    const mb = median(runs.map(({ overIdleMb }) => overIdleMb));
    const waiting = median(runs.map((each) => each.waiting));
    rows.push([SINKS[sink], mb.toFixed(0), String(waiting)]);
  }
  return ratioTable(['spans go to', 'MB over idle', 'kept in 64 MB'], rows);
}
