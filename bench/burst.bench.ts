/**
 * 30 000 spans in a burst to a backend on this machine: how many arrive, and
 * what each costs, beside OpenTelemetry's own batch processor and exporter.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { median, ratioTable } from './table';

interface Run {
  readonly cpuUs: number;
  readonly delivered: number;
}

const SPANS = 30_000;
const RUNS = Number(process.env['BENCH_RUNS'] ?? 7);
/**
 * The batch processor with its defaults drops most of a burst, which costs
 * nothing; so it is also measured with a queue that holds all of it.
 */
const SENDERS = {
  everspan: { script: 'everspan', journal: 'on' },
  'everspan without journal': { script: 'everspan', journal: 'off' },
  'batch processor': { script: 'batch', journal: 'off' },
  'batch processor with room for all': { script: 'roomy', journal: 'off' },
} as const;
const REFERENCE = 'batch processor with room for all';
type Sender = keyof typeof SENDERS;

/** The backend is a process of its own, so that its work is not counted. */
async function run(sender: Sender): Promise<Run> {
  const script = join(__dirname, 'burst', 'sender.cjs');
  const { script: name, journal } = SENDERS[sender];
  const child = spawn(process.execPath, [script, name, String(SPANS)], {
    env: { ...process.env, EVERSPAN_JOURNAL: journal },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8');
  for await (const chunk of child.stdout) output += String(chunk);
  return JSON.parse(output) as Run;
}

/** The table of a burst. */
export async function burstTable(): Promise<string> {
  const senders = Object.keys(SENDERS) as Sender[];
  const runs = new Map<Sender, Run[]>(senders.map((sender) => [sender, []]));
  for (let round = 0; round < RUNS; round += 1) {
    for (const sender of senders) runs.get(sender)?.push(await run(sender));
  }
  const cpuOf = (sender: Sender): number =>
    median((runs.get(sender) ?? []).map(({ cpuUs }) => cpuUs));
  const rows = senders.map((sender) => {
    const counts = (runs.get(sender) ?? []).map(({ delivered }) => delivered);
    const share = ((100 * Math.min(...counts)) / SPANS).toFixed(0);
    const ratio = cpuOf(sender) / cpuOf(REFERENCE);
    return [sender, `${share} %`, cpuOf(sender).toFixed(2), ratio.toFixed(2)];
  });
  return ratioTable(
    ['sender', 'delivered', 'CPU us per span', 'ratio to the last'],
    rows,
  );
}
