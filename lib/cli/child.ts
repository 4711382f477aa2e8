/** The program below a supervisor: started, sent its signals, and waited for. */
import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { hold } from '../internal/clock';
import { isInForeground } from './foreground';

/** How the program ended, or why it could not be started. */
export type ChildEnd =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'killed'; readonly signal: NodeJS.Signals }
  | {
      readonly kind: 'not started';
      readonly why: string;
      readonly code: number;
    };

type Stop = () => void;

const IS_WINDOWS = process.platform === 'win32';

/** Sent to the supervisor, and meant for the program. */
const PASSED_ON: readonly NodeJS.Signals[] = IS_WINDOWS
  ? ['SIGTERM', 'SIGHUP', 'SIGBREAK']
  : ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGCONT'];

/** Made by keys of a terminal, which tells the program by itself. */
const FROM_KEYS: readonly NodeJS.Signals[] = IS_WINDOWS
  ? ['SIGINT']
  : ['SIGINT', 'SIGQUIT'];

/** What a shell answers for a command that is not there, or is none. */
const EXIT_NOT_FOUND = 127;
const EXIT_NOT_EXECUTABLE = 126;
/** A shell's exit code for a death by signal is this and the signal's number. */
const EXIT_SIGNALLED = 128;

/** Signals that have no default action for the first process of a container. */
const INIT_PID = 1;
/** A signal to oneself is there long before. */
const DEATH_MS = 1_000;

/** Runs a command with our stdin, stdout and stderr as its own. */
export async function runChild(
  command: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<ChildEnd> {
  // First, for a signal can come as soon as the child is there.
  const signals = listenToSignals();
  try {
    return await start(command, env, signals);
  } finally {
    signals.stop();
  }
}

function start(
  [file = '', ...args]: readonly string[],
  env: NodeJS.ProcessEnv,
  signals: Signals,
): Promise<ChildEnd> {
  return new Promise((resolve) => {
    try {
      const child = spawn(file, args, { stdio: 'inherit', env });
      signals.passTo(child);
      child.on('error', (error) => {
        // A signal that came too late is an error, too.
        if (child.pid === undefined) resolve(notStarted(file, error));
      });
      child.on('exit', (code, signal) => {
        if (signal) resolve({ kind: 'killed', signal });
        else resolve({ kind: 'exited', code: code ?? 0 });
      });
    } catch (error) {
      resolve(notStarted(file, error));
    }
  });
}

/**
 * Ends this process by `signal`, so that its parent sees the same as if there
 * were no supervisor between.
 */
export async function dieBy(signal: NodeJS.Signals): Promise<never> {
  if (process.pid !== INIT_PID) {
    restoreDefaultAction(signal);
    process.kill(process.pid, signal);
    await hold(DEATH_MS).over;
  }
  process.exit(EXIT_SIGNALLED + constants.signals[signal]);
}

interface Signals {
  readonly passTo: (child: ChildProcess) => void;
  readonly stop: Stop;
}

function listenToSignals(): Signals {
  // Listeners run in a later turn of the loop, when the child is there.
  let child: ChildProcess | undefined;
  const stops = [
    ...PASSED_ON.map((signal) => listen(signal, () => child?.kill(signal))),
    ...FROM_KEYS.map((signal) =>
      listen(signal, () => {
        if (!isInForeground()) child?.kill(signal);
      }),
    ),
  ];
  return {
    passTo: (started) => {
      child = started;
    },
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}

function listen(signal: NodeJS.Signals, listener: () => void): Stop {
  process.on(signal, listener);
  return () => {
    process.removeListener(signal, listener);
  };
}

/**
 * Node ignores SIGPIPE, and starts a debugger on SIGUSR1, as long as nobody
 * has listened; the removal of the last listener leaves the system's default.
 */
function restoreDefaultAction(signal: NodeJS.Signals): void {
  try {
    listen(signal, () => undefined)();
  } catch {
    // SIGKILL cannot be listened to, and always has its default action.
  }
}

function notStarted(file: string, error: unknown): ChildEnd {
  const { code, message } = error as NodeJS.ErrnoException;
  const isMissing = code === 'ENOENT';
  const why = isMissing ? 'command not found' : message;
  return {
    kind: 'not started',
    why: `cannot run ${file}: ${why}`,
    code: isMissing ? EXIT_NOT_FOUND : EXIT_NOT_EXECUTABLE,
  };
}
