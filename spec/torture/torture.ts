/**
 * Kills processes at random moments while they work, for a bounded time, and
 * then looks whether everything they had begun is at the receiver:
 * `npm run torture -- --seconds 60 --workers 4`.
 *
 * They work calmly or flood: alone, in threads, as a cluster, below
 * `everspan run`, on a disk that is soon full. Those who send what the dead
 * left are killed as well. Fails if a span is lost or invented, if one that
 * arrives twice tells two stories, or if a journal is left over. A full disk
 * may have a start and not the end: that span may come again as killed.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { serve, type ReceivedSpan, type Viewer } from '../../lib/viewer';

const MAX_LIFE_MS = 1_000;
/** How many are killed without a look at whether they work yet. */
const EARLY_SHARE = 0.1;
const SIGNALS = [
  'SIGKILL',
  'SIGKILL',
  'SIGABRT',
  'SIGSEGV',
  'SIGTERM',
] as const;
/** A backend that is away now and then, for up to this long. */
const MAX_OUTAGE_MS = 400;
const DRAIN_ROUNDS = 20;
/** What outlives the process that was killed, cluster workers say, soon follows. */
const MAX_SURVIVAL_MS = 200;
/** Each may be killed between the start of a span and its report. */
const THREADS_PER_KILL = 2;

const root = join(__dirname, '..', '..');
const COMMAND_LINE = join(root, 'dist', 'cli', 'main.js');
const WORKER = [process.execPath, join(__dirname, 'worker.cjs')];
const SUPERVISED = [process.execPath, COMMAND_LINE, 'run', '--', ...WORKER];
/** In blocks of 512 bytes. */
const SMALL_DISK = ['sh', '-c', 'ulimit -f 64; exec "$@"', 'sh', ...WORKER];
const DRAIN = [process.execPath, COMMAND_LINE, 'drain'];
/** Who is killed, in turn. */
const COMMANDS = [
  [...WORKER, 'calm', 'alone'],
  [...WORKER, 'flood', 'alone'],
  [...WORKER, 'calm', 'threads'],
  [...WORKER, 'flood', 'threads'],
  [...WORKER, 'calm', 'cluster'],
  [...SUPERVISED, 'calm', 'alone'],
  [...SUPERVISED, 'flood', 'cluster'],
  [...SMALL_DISK, 'flood', 'full disk'],
];
const folder = mkdtempSync(join(tmpdir(), 'everspan-torture-'));

interface Arrival {
  readonly times: number;
  /** How it ended, as it was told at first. */
  readonly ending: string;
}

class Torture {
  /** Keys of spans that had started, by what the workers say. */
  readonly #begun = new Set<string>();
  /** Those of them that were on disk. */
  readonly #onDisk = new Set<string>();
  /** Those whose end a full disk may not have taken. */
  readonly #unwritten = new Set<string>();
  readonly #arrived = new Map<string, Arrival>();
  /** Keys of spans that were told in two ways. */
  readonly #twofold = new Set<string>();
  #viewer: Viewer | undefined;
  #port = 0;
  #kills = 0;
  #drainers = 0;

  async run(seconds: number, workers: number): Promise<void> {
    const endMs = Date.now() + seconds * 1_000;
    await this.#open();
    const killing = Array.from({ length: workers }, async () => {
      while (Date.now() < endMs) await this.#killOne();
    });
    const robbing = this.#killDrainers(endMs);
    while (Date.now() < endMs) await this.#flap();
    await Promise.all([...killing, robbing]);
    await this.#drain();
    await this.#viewer?.close();
    this.#judge();
  }

  async #open(): Promise<void> {
    const onSpans = this.#note.bind(this);
    this.#viewer = await serve({ port: this.#port, onSpans });
    this.#port = this.#viewer.port;
  }

  #note(spans: readonly ReceivedSpan[]): void {
    for (const span of spans) {
      const key = span.traceId + span.spanId;
      const ending = `${span.endTimeUnixNano} ${span.status.code}`;
      const before = this.#arrived.get(key) ?? { times: 0, ending };
      if (before.ending !== ending && !this.#unwritten.has(key)) {
        this.#twofold.add(key);
      }
      this.#arrived.set(key, { ...before, times: before.times + 1 });
    }
  }

  async #flap(): Promise<void> {
    await wait(2_000 * Math.random());
    await this.#viewer?.close();
    await wait(MAX_OUTAGE_MS * Math.random());
    await this.#open();
  }

  /** At any moment of its work, and now and then before there is any. */
  async #killOne(): Promise<void> {
    this.#kills += 1;
    const worker = this.#start(COMMANDS[this.#kills % COMMANDS.length] ?? []);
    const gone = goneOf(worker);
    const report = worker.stdout!;
    this.#listenTo(report);
    if (Math.random() > EARLY_SHARE) await once(report, 'data');
    await wait(MAX_LIFE_MS * Math.random());
    const signal = SIGNALS[Math.floor(Math.random() * SIGNALS.length)];
    worker.kill(signal ?? 'SIGKILL');
    await wait(MAX_SURVIVAL_MS * Math.random());
    killGroupOf(worker);
    await gone;
  }

  /** One that has claimed a journal leaves it to the next, whole. */
  async #killDrainers(endMs: number): Promise<void> {
    while (Date.now() < endMs) {
      const drainer = this.#start(DRAIN);
      const gone = goneOf(drainer);
      await wait(MAX_LIFE_MS * Math.random());
      drainer.kill('SIGKILL');
      this.#drainers += 1;
      await gone;
    }
  }

  #listenTo(report: Readable): void {
    let rest = '';
    const notOnDisk = new Map<string, string[]>();
    report.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const [thread = '', marked = ''] = line.split(' ');
        const key = marked.replace(/\W/, '');
        this.#begun.add(key);
        if (marked.endsWith('?')) this.#unwritten.add(key);
        const waiting = [...(notOnDisk.get(thread) ?? []), key];
        const isOnDisk = marked.endsWith('!');
        notOnDisk.set(thread, isOnDisk ? [] : waiting);
        if (!isOnDisk) continue;
        for (const each of waiting) this.#onDisk.add(each);
      }
    });
  }

  #start([command = '', ...args]: readonly string[]): ChildProcess {
    return spawn(command, args, {
      cwd: root,
      // A group of its own, to be killed as one.
      detached: true,
      env: {
        PATH: process.env['PATH'],
        OTEL_SERVICE_NAME: 'torture',
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${this.#port}`,
        EVERSPAN_JOURNAL_DIR: folder,
        EVERSPAN_LOG: 'off',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  }

  async #drain(): Promise<void> {
    for (let nth = 0; nth < DRAIN_ROUNDS && journals().length > 0; nth += 1) {
      await goneOf(this.#start(DRAIN));
    }
  }

  #judge(): void {
    const arrived = [...this.#arrived.keys()];
    const lost = [...this.#onDisk].filter((key) => !this.#arrived.has(key));
    // A worker may be killed between the start of a span and its report.
    const unreported = arrived.filter((key) => !this.#begun.has(key));
    const twice = [...this.#arrived.values()].filter(({ times }) => times > 1);
    const left = journals().length;
    console.log(
      `${this.#kills} kills, ${this.#drainers} of drains, ${this.#begun.size} spans begun, ` +
        `${this.#onDisk.size} of them on disk, ${lost.length} of those lost, ` +
        `${twice.length} arrived twice, ${this.#twofold.size} in two ways, ` +
        `${unreported.length} arrived unreported, ${left} files left`,
    );
    const isInvented = unreported.length > THREADS_PER_KILL * this.#kills;
    const isWrong = lost.length > 0 || left > 0 || isInvented;
    // A run in which nothing happened proves nothing.
    const isIdle = this.#onDisk.size === 0;
    if (isWrong || isIdle || this.#twofold.size > 0) process.exitCode = 1;
  }
}

/** An empty one is removed when it has been silent for long. */
function journals(): readonly string[] {
  const names = readdirSync(folder).filter((name) =>
    name.includes('.everspan'),
  );
  return names.filter((name) => statSync(join(folder, name)).size > 0);
}

function killGroupOf({ pid = 0 }: ChildProcess): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // All of it is gone already.
  }
}

function goneOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve) => child.once('close', resolve));
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seconds: { type: 'string', default: '120' },
      workers: { type: 'string', default: '4' },
    },
  });
  await new Torture().run(Number(values.seconds), Number(values.workers));
  rmSync(folder, { recursive: true, force: true });
}

void main();
