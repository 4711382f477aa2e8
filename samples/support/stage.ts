/**
 * Where a sample is played: its programs run as processes of their own, an
 * embedded backend takes their spans, and in the end all traces are printed.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ReceivedSpan, serve, type Viewer } from '../../lib/viewer';
import { endStory, inOrder, storyOf } from './story';
import {
  startProgram,
  withoutTracing,
  type End,
  type RunningProgram,
} from './program';

const TYPESCRIPT = ['--require', 'ts-node/register/transpile-only'];

/** What a program is given beside its name. */
export interface Part {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** A program that runs, and what it says. */
export interface Actor extends RunningProgram {
  /** Resolves once a line was printed that matches; rejects if none will be. */
  said(pattern: RegExp): Promise<RegExpExecArray>;
}

export class Stage {
  /** For the files of the sample; it is gone in the end. */
  readonly folder: string = mkdtempSync(join(tmpdir(), 'everspan-sample-'));
  readonly #viewer: Viewer;
  readonly #scripts: string;

  constructor(viewer: Viewer, scripts: string) {
    this.#viewer = viewer;
    this.#scripts = scripts;
  }

  /** Starts `name.ts`; what it prints is printed with its name before it. */
  start(name: string, { args = [], env = {} }: Part = {}): Actor {
    const lines = new Lines();
    const script = join(this.#scripts, `${name}.ts`);
    const program = startProgram({
      command: process.execPath,
      args: [...TYPESCRIPT, script, ...args],
      cwd: this.#scripts,
      env: { ...withoutTracing(), ...this.#settings(), ...env },
      onLine: (line) => {
        console.log(`  ${name} | ${line}`);
        lines.add(line);
      },
    });
    void program.end.then((end) => {
      console.log(`${name} ${endStory(end)}.`);
      lines.close();
    });
    return { ...program, said: (pattern) => lines.matching(pattern) };
  }

  /** Runs it to its end. */
  run(name: string, part?: Part): Promise<End> {
    return this.start(name, part).end;
  }

  /** What has arrived, in the order in which it began. */
  spans(): readonly ReceivedSpan[] {
    return inOrder(this.#viewer.store.traces()).flatMap(({ spans }) => spans);
  }

  /** The traces that have arrived, in the order in which they began. */
  print(): void {
    for (const story of storyOf(this.#viewer.store.traces())) {
      console.log(`\n${story}`);
    }
  }

  async close(): Promise<void> {
    await this.#viewer.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #settings(): Readonly<Record<string, string>> {
    return {
      OTEL_EXPORTER_OTLP_ENDPOINT: this.#viewer.url,
      EVERSPAN_JOURNAL_DIR: join(this.folder, 'journal'),
      // A busy machine is to change nothing about what is told.
      EVERSPAN_EXIT_TIMEOUT_MS: '8000',
    };
  }
}

/** Plays a sample whose programs lie in `scripts`, and prints its traces. */
export async function play(
  scripts: string,
  plot: (stage: Stage) => Promise<void>,
): Promise<void> {
  const stage = new Stage(await serve({ port: 0 }), scripts);
  try {
    await plot(stage);
    stage.print();
  } finally {
    await stage.close();
  }
}

/** Lines of a program, for those who wait for one. */
class Lines {
  readonly #said: string[] = [];
  readonly #changed = new Set<() => void>();
  #isClosed = false;

  add(line: string): void {
    this.#said.push(line);
    this.#tell();
  }

  close(): void {
    this.#isClosed = true;
    this.#tell();
  }

  matching(pattern: RegExp): Promise<RegExpExecArray> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const found = this.#find(pattern);
        if (found === undefined && !this.#isClosed) return;
        this.#changed.delete(look);
        if (found) resolve(found);
        else reject(new Error(`it ended without saying ${pattern.source}`));
      };
      this.#changed.add(look);
      look();
    });
  }

  #find(pattern: RegExp): RegExpExecArray | undefined {
    const found = this.#said.map((line) => pattern.exec(line));
    return found.find((match) => match !== null);
  }

  #tell(): void {
    for (const look of [...this.#changed]) look();
  }
}
