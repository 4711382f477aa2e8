/**
 * A million spans into `everspan view`: how fast it takes them, how much memory
 * it has at its budget, and what the questions of its page cost then.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { median, ratioTable } from './table';
import { Requests, SPANS } from './viewer/requests';

const MAIN = join(__dirname, '..', 'dist', 'cli', 'main.js');
const MILLION = 1_000_000;
/** The store is full well before. */
const FULL = 250_000;
/** Like as many programs that send at once. */
const SENDERS = 4;
const ASKED = 9;
const BYTES_PER_MB = 1_048_576;
const KB_PER_MB = 1_024;

const compress = promisify(gzip);

const QUESTIONS = {
  'the list of runs': '/api/runs',
  'a search that finds nothing': '/api/search?q=nothing-like-it',
  'the story of an order': '/api/stories/order-7',
  'a run, with its backlinks': '/api/traces/',
  'the graph of a workflow': '/api/graph?workflow=place%20order',
} as const;

/** The viewer in a process of its own. */
class View {
  readonly #child: ChildProcess;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: SENDERS });
  #url = '';

  constructor() {
    this.#child = spawn(process.execPath, [MAIN, 'view', '--port', '0']);
  }

  async listens(): Promise<this> {
    this.#url = await new Promise((resolve) => {
      this.#child.stdout?.on('data', (text: Buffer) => {
        const [, url] = /shown on (\S+)/.exec(text.toString()) ?? [];
        if (url !== undefined) resolve(url);
      });
    });
    return this;
  }

  /** Takes until `spans` more are there. */
  async take(spans: number, requests: Requests, zip: boolean): Promise<void> {
    let left = spans;
    const send = async (): Promise<void> => {
      while (left > 0) {
        left -= SPANS;
        const body = requests.next();
        await this.#post(zip ? await compress(body) : body, zip);
      }
    };
    await Promise.all(Array.from({ length: SENDERS }, send));
  }

  /** Milliseconds, the median of some. */
  async ask(path: string): Promise<number> {
    const times: number[] = [];
    for (let nth = 0; nth < ASKED; nth += 1) {
      const fromMs = performance.now();
      await (await fetch(this.#url + path)).arrayBuffer();
      times.push(performance.now() - fromMs);
    }
    return median(times);
  }

  async anyRun(): Promise<string> {
    const answer = await fetch(`${this.#url}/api/runs`);
    const { runs } = (await answer.json()) as { runs: { traceId: string }[] };
    return runs[0]?.traceId ?? '';
  }

  /** Resident; what is in use now and what it came to at most. */
  memoryMb(): { readonly now: number; readonly most: number } {
    const status = readFileSync(`/proc/${this.#child.pid}/status`, 'utf8');
    const of = (name: string): number =>
      Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / KB_PER_MB;
    return { now: of('VmRSS'), most: of('VmHWM') };
  }

  close(): void {
    this.#agent.destroy();
    this.#child.kill();
  }

  #post(body: Buffer, isZipped: boolean): Promise<void> {
    const headers = {
      'content-type': 'application/x-protobuf',
      'content-length': body.length,
      ...(isZipped && { 'content-encoding': 'gzip' }),
    };
    return new Promise((resolve, reject) => {
      const sending = request(`${this.#url}/v1/traces`, {
        method: 'POST',
        agent: this.#agent,
        headers,
      });
      sending.on('response', (response) => {
        response.resume().on('end', resolve);
      });
      sending.on('error', reject);
      sending.end(body);
    });
  }
}

type Row = readonly string[];

/** The table of the viewer. */
export async function viewerTable(): Promise<string> {
  const requests = new Requests();
  const view = await new View().listens();
  const idleMb = view.memoryMb().now;
  try {
    const firstMs = await timeToTake(view, FULL, requests, false);
    const before = await answersOf(view);
    const restMs = await timeToTake(view, MILLION - FULL, requests, false);
    const after = await answersOf(view);
    const { now, most } = view.memoryMb();
    const zippedMs = await timeToTake(view, FULL, requests, true);
    return ratioTable(
      ['`everspan view`', 'result'],
      [
        ['spans taken in a second', rate(MILLION, firstMs + restMs)],
        ['the same in gzip', rate(FULL, zippedMs)],
        ['MB of one request of 512 spans', mb(requests.bytes / BYTES_PER_MB)],
        ['MB resident, idle', mb(idleMb)],
        ['MB resident after a million spans', mb(now)],
        ['MB resident at most', mb(most)],
        ...comparing(before, after),
      ],
    );
  } finally {
    view.close();
  }
}

async function timeToTake(
  view: View,
  spans: number,
  requests: Requests,
  zip: boolean,
): Promise<number> {
  const fromMs = performance.now();
  await view.take(spans, requests, zip);
  return performance.now() - fromMs;
}

async function answersOf(view: View): Promise<readonly number[]> {
  const traceId = await view.anyRun();
  const times: number[] = [];
  for (const path of Object.values(QUESTIONS)) {
    times.push(await view.ask(path.endsWith('/') ? path + traceId : path));
  }
  return times;
}

function comparing(
  before: readonly number[],
  after: readonly number[],
): readonly Row[] {
  return Object.keys(QUESTIONS).map((what, nth) => {
    const [then, now] = [before[nth] ?? 0, after[nth] ?? 0];
    return [
      `ms for ${what}, after ${FULL} and after ${MILLION} spans`,
      `${then.toFixed(0)}, ${now.toFixed(0)}`,
    ];
  });
}

function rate(spans: number, ms: number): string {
  return String(Math.round(spans / (ms / 1_000)));
}

function mb(value: number): string {
  return value.toFixed(value < 1 ? 2 : 0);
}
