/** Processes for specs that need real ones. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const TYPESCRIPT = ['-r', 'ts-node/register/transpile-only'];

export interface Child {
  readonly process: ChildProcess;
  /** The next line that it prints; `undefined` when it has ended. */
  line(): Promise<string | undefined>;
  /** Kills it, and waits until it is gone and its parent knows. */
  kill(signal?: NodeJS.Signals): Promise<void>;
}

/** Runs a fixture of this folder, through another program if one is given. */
export function startChild(
  fixture: string,
  args: readonly string[] = [],
  launcher: readonly string[] = [],
): Child {
  const script = join(__dirname, 'fixtures', fixture);
  const command = [...launcher, process.execPath, ...TYPESCRIPT, script];
  const child = spawn(command[0] ?? '', [...command.slice(1), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
    cwd: join(__dirname, '..', '..'),
  });
  const lines = createInterface({ input: child.stdout });
  const iterator = lines[Symbol.asyncIterator]();
  return {
    process: child,
    line: async () => {
      const next = await iterator.next();
      return next.done ? undefined : next.value;
    },
    kill: async (signal = 'SIGKILL') => {
      const gone = once(child, 'exit');
      child.kill(signal);
      await gone;
    },
  };
}
