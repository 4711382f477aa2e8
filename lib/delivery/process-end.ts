/**
 * Learns how the process ends. Nobody else in the library listens to `process`.
 *
 * It changes nothing about the end. No listener of ours makes a crash
 * survivable or a signal harmless, and none is patched in.
 */
import { isMainThread } from 'node:worker_threads';
import { soon } from '../internal/clock';
import { reportInternal } from '../internal/diag';
import {
  hasHostListener,
  marked,
  ProcessEndListeners,
} from './process-end-listeners';

/** Why open spans are ended for their owners: `everspan.interrupted`. */
export type InterruptedBy =
  'exit' | 'uncaughtException' | 'unhandledRejection' | NodeJS.Signals;

/** How a process ends, as far as it can be seen from inside. */
export interface ProcessEnd {
  readonly interruptedBy: InterruptedBy;
  /** `undefined` for a signal: such a process has no exit code. */
  readonly exitCode: number | undefined;
  /** What was thrown, if that is what ends the process. */
  readonly crash: { readonly error: unknown } | undefined;
}

export interface EndListener {
  /** The process is ending; only synchronous work counts from here on. */
  onProcessEnd(end: ProcessEnd): void;
  /** An error nobody caught was seen, in the context in which it was thrown. */
  onCrashSeen(): void;
  /** Others decide about this signal: send what is there, end nothing. */
  onForeignSignal(): void;
  /** The event loop is empty and nobody else would be disturbed by more work. */
  onIdle(): void;
}

type CrashOrigin = 'uncaughtException' | 'unhandledRejection';

/** Default action: end the process. SIGUSR1 is the debugger's. */
const SIGNALS: readonly NodeJS.Signals[] =
  process.platform === 'win32'
    ? ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGBREAK']
    : ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'];

/** The first process of a container: signals without a listener do nothing. */
const INIT_PID = 1;

/** Watches the end of the process; returns what stops the watching. */
export function watchProcessEnd(listener: EndListener): () => void {
  const watch = new ProcessEndWatch(listener);
  watch.start();
  return () => {
    watch.stop();
  };
}

class ProcessEndWatch {
  readonly #listener: EndListener;
  /** A signal's is missing while others have the word. */
  readonly #listeners = new ProcessEndListeners();
  #crash: { readonly error: unknown; readonly origin: CrashOrigin } | undefined;

  constructor(listener: EndListener) {
    this.#listener = listener;
  }

  start(): void {
    this.#listeners.start();
    this.#listeners.listen('exit', this.#onExit);
    this.#listeners.listen('beforeExit', this.#onBeforeExit);
    this.#listeners.listen('uncaughtExceptionMonitor', this.#onCrash);
    // Worker threads get no signals.
    if (isMainThread) for (const signal of SIGNALS) this.#listenTo(signal);
  }

  stop(): void {
    this.#listeners.stop();
  }

  readonly #onExit = marked((exitCode: number): void => {
    const crash = this.#crash;
    this.#letSignalsEndIt();
    this.#safely('exit', () => {
      this.#listener.onProcessEnd({
        interruptedBy: crash?.origin ?? 'exit',
        exitCode: finalCode(exitCode),
        crash,
      });
    });
  });

  /**
   * Once the loop is empty a listener of the host may start new work, which
   * makes the event fire again. If we did, the host's would fire once more
   * than without us; so only when there is none.
   */
  readonly #onBeforeExit = (): void => {
    if (process.listenerCount('beforeExit') > 1) return;
    this.#safely('beforeExit', () => {
      this.#listener.onIdle();
    });
  };

  /** A monitor sees errors and changes nothing about what they do. */
  readonly #onCrash = (error: unknown, origin: CrashOrigin): void => {
    this.#crash = { error, origin };
    this.#safely('uncaughtExceptionMonitor', () => {
      this.#listener.onCrashSeen();
    });
    // A host that catches its uncaught exceptions lives on; whatever ends it
    // later is not this error.
    soon(() => {
      this.#crash = undefined;
    });
  };

  #listenTo(signal: NodeJS.Signals): void {
    const onSignal = marked((): void => {
      // Others judge by the number of listeners whether the signal is theirs
      // (signal-exit does): ours must not be counted.
      this.#listeners.unlisten(signal);
      if (hasHostListener(signal) || process.pid === INIT_PID) {
        this.#safely(signal, () => {
          this.#listener.onForeignSignal();
        });
      } else {
        this.#endBy(signal);
      }
      // Before anything else can happen, unless a listener has stopped us.
      process.nextTick(() => {
        if (this.#listeners.has('exit')) this.#listenAgain();
      });
    });
    this.#listeners.listen(signal, onSignal, 'first');
  }

  #listenAgain(): void {
    for (const signal of SIGNALS) {
      if (!this.#listeners.has(signal)) this.#listenTo(signal);
    }
  }

  /**
   * While the end is waited for no listener can run: with ours gone, a signal
   * has its default action, and nobody's impatience is in vain.
   */
  #letSignalsEndIt(): void {
    this.#safely('the end', () => {
      for (const signal of SIGNALS) this.#listeners.unlisten(signal);
    });
  }

  #endBy(signal: NodeJS.Signals): void {
    this.#letSignalsEndIt();
    this.#safely(signal, () => {
      this.#listener.onProcessEnd({
        interruptedBy: signal,
        exitCode: undefined,
        crash: undefined,
      });
    });
    // With the last listener gone the default action is back, so that the
    // parent sees a death by this signal and not an exit code.
    process.kill(process.pid, signal);
  }

  /** Nothing of ours may be thrown while the host's process ends. */
  #safely(event: string, fn: () => void): void {
    try {
      fn();
    } catch (error) {
      reportInternal(event, error);
    }
  }
}

/**
 * Listeners before ours may have set another code: the host's, and Node's own
 * for a top-level `await` that never settles (13).
 */
function finalCode(exitCode: number): number {
  const set = Number(process.exitCode ?? exitCode);
  return Number.isNaN(set) ? exitCode : set;
}
