/**
 * Spans to a backend on this machine, in a burst and at a steady pace: how many
 * arrive, and what each costs, beside OpenTelemetry's own batch processor and
 * exporter.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { median, ratioTable } from './table';

interface Run {
  readonly cpuUs: number;
  readonly delivered: number;
  /** The longest that a turn of the event loop was late. */
  readonly delayMs: number;
  /** Resident memory at its highest. */
  readonly overIdleMb: number;
}

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
type Sender = keyof typeof SENDERS;

interface Load {
  readonly pace: 'burst' | 'steady';
  readonly spans: number;
  readonly rounds: number;
  /** The last one is what the others are compared with. */
  readonly senders: readonly Sender[];
}

const BURST: Load = {
  pace: 'burst',
  spans: 30_000,
  rounds: Number(process.env['BENCH_RUNS'] ?? 5),
  senders: Object.keys(SENDERS) as Sender[],
};
/** 2000 in a second, which the batch processor takes with its defaults. */
const STEADY: Load = {
  pace: 'steady',
  spans: 4_000,
  rounds: Number(process.env['BENCH_RUNS'] ?? 3),
  senders: ['everspan', 'everspan without journal', 'batch processor'],
};

/** The backend is a process of its own, so that its work is not counted. */
async function run(sender: Sender, { pace, spans }: Load): Promise<Run> {
  const script = join(__dirname, 'burst', 'sender.cjs');
  const { script: name, journal } = SENDERS[sender];
  const child = spawn(process.execPath, [script, name, String(spans), pace], {
    env: { ...process.env, EVERSPAN_JOURNAL: journal },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8');
  for await (const chunk of child.stdout) output += String(chunk);
  return JSON.parse(output) as Run;
}

async function tableOf(load: Load): Promise<string> {
  const { senders, rounds } = load;
  const runs = new Map<Sender, Run[]>(senders.map((sender) => [sender, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const sender of senders) {
      runs.get(sender)?.push(await run(sender, load));
    }
  }
  const medianOf = (sender: Sender, measure: (run: Run) => number): number =>
    median((runs.get(sender) ?? []).map(measure));
  const last = senders.at(-1) ?? 'batch processor';
  const rows = senders.map((sender) => {
    const counts = (runs.get(sender) ?? []).map(({ delivered }) => delivered);
    const share = ((100 * Math.min(...counts)) / load.spans).toFixed(0);
    const cpuUs = medianOf(sender, (each) => each.cpuUs);
    const ratio = cpuUs / medianOf(last, (each) => each.cpuUs);
    const delayMs = medianOf(sender, (each) => each.delayMs).toFixed(0);
    const mb = medianOf(sender, (each) => each.overIdleMb).toFixed(0);
    return [
      sender,
      `${share} %`,
      cpuUs.toFixed(2),
      ratio.toFixed(2),
      delayMs,
      mb,
    ];
  });
  return ratioTable(
    [
      'sender',
      'delivered',
      'CPU us per span',
      'ratio to the last',
      'longest delay of the loop, ms',
      'MB over idle',
    ],
    rows,
  );
}

/** The table of a burst. */
export async function burstTable(): Promise<string> {
  return tableOf(BURST);
}

/** The table of a steady load. */
export async function steadyTable(): Promise<string> {
  return tableOf(STEADY);
}
