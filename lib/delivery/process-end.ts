/**
 * Learns how the process ends: the only file that listens to `process`.
 *
 * It changes nothing about the end. No listener of ours makes a crash
 * survivable or a signal harmless, none is patched in, and none is counted by
 * the warning about too many listeners.
 */
import { isMainThread } from 'node:worker_threads';
import { soon } from '../internal/clock';
import { reportInternal } from '../internal/diag';

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

type Listener = Parameters<NodeJS.EventEmitter['on']>[1];
/** Among the listeners of an event. */
type Place = 'first' | 'last';
type CrashOrigin = 'uncaughtException' | 'unhandledRejection';

/** Default action: end the process. SIGUSR1 is the debugger's. */
const SIGNALS: readonly NodeJS.Signals[] =
  process.platform === 'win32'
    ? ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGBREAK']
    : ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'];

/** The first process of a container: signals without a listener do nothing. */
const INIT_PID = 1;

/** On our listeners: another copy of everspan may watch the same process. */
const OURS = Symbol.for('everspan.process-end');

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
  /** Ours, by event; a signal's is missing while others have the word. */
  readonly #listening = new Map<string | symbol, Listener>();
  #crash: { readonly error: unknown; readonly origin: CrashOrigin } | undefined;
  /** What `process.getMaxListeners()` is without our raising it. */
  #hostMaxListeners = 0;
  #raisedBy = 0;

  constructor(listener: EndListener) {
    this.#listener = listener;
  }

  start(): void {
    this.#listen('newListener', this.#onNewListener);
    this.#listen('removeListener', this.#onRemoveListener);
    this.#listen('exit', this.#onExit);
    this.#listen('beforeExit', this.#onBeforeExit);
    this.#listen('uncaughtExceptionMonitor', this.#onCrash);
    // Worker threads get no signals.
    if (isMainThread) for (const signal of SIGNALS) this.#listenTo(signal);
  }

  stop(): void {
    for (const event of [...this.#listening.keys()]) this.#unlisten(event);
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
      this.#unlisten(signal);
      if (hasHostListener(signal) || process.pid === INIT_PID) {
        this.#safely(signal, () => {
          this.#listener.onForeignSignal();
        });
      } else {
        this.#endBy(signal);
      }
      // Before anything else can happen, unless a listener has stopped us.
      process.nextTick(() => {
        if (this.#listening.has('exit')) this.#listenAgain();
      });
    });
    this.#listen(signal, onSignal, 'first');
  }

  #listenAgain(): void {
    for (const signal of SIGNALS) {
      if (!this.#listening.has(signal)) this.#listenTo(signal);
    }
  }

  /**
   * While the end is waited for no listener can run: with ours gone, a signal
   * has its default action, and nobody's impatience is in vain.
   */
  #letSignalsEndIt(): void {
    for (const signal of SIGNALS) this.#unlisten(signal);
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

  /**
   * Keeps our `exit` listener the last one, so that spans which the host ends
   * in its own are still its own to end. It cannot be moved before the new
   * listener has been added, so it moves a tick later.
   */
  readonly #onNewListener = (event: string | symbol, added: Listener): void => {
    this.#allowForOurs(event);
    // Two copies that both want to be last would move for ever.
    if (event !== 'exit' || isOurs(added)) return;
    process.nextTick(() => {
      if (!this.#listening.has('exit')) return;
      this.#unlisten('exit');
      this.#listen('exit', this.#onExit);
    });
  };

  /** Some test runners and agents remove all listeners, ours among them. */
  readonly #onRemoveListener = (
    event: string | symbol,
    removed: Listener,
  ): void => {
    if (this.#listening.get(event) !== removed) return;
    this.#listen(event, removed, placeOf(event));
  };

  #listen(
    event: string | symbol,
    listener: Listener,
    place: Place = 'last',
  ): void {
    const host: NodeJS.EventEmitter = process;
    this.#takeBackAllowance();
    this.#listening.set(event, listener);
    const max = host.getMaxListeners();
    host.setMaxListeners(0);
    if (place === 'first') host.prependListener(event, listener);
    else host.on(event, listener);
    host.setMaxListeners(max);
  }

  #unlisten(event: string | symbol): void {
    const listener = this.#listening.get(event);
    this.#listening.delete(event);
    if (listener) process.removeListener(event, listener);
  }

  /**
   * The host may add as many listeners as without us before Node warns of a
   * leak: the limit is one higher while a listener is added to an event that
   * has one of ours.
   */
  #allowForOurs(event: string | symbol): void {
    this.#takeBackAllowance();
    this.#hostMaxListeners = process.getMaxListeners();
    // 0 means that there is no limit.
    if (this.#hostMaxListeners === 0 || !this.#listening.has(event)) return;
    this.#raisedBy = 1;
    process.setMaxListeners(this.#hostMaxListeners + this.#raisedBy);
    process.nextTick(() => {
      this.#takeBackAllowance();
    });
  }

  #takeBackAllowance(): void {
    const isStillOurs =
      process.getMaxListeners() === this.#hostMaxListeners + this.#raisedBy;
    if (this.#raisedBy === 1 && isStillOurs) {
      process.setMaxListeners(this.#hostMaxListeners);
    }
    this.#raisedBy = 0;
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

function marked<Marked extends Listener>(listener: Marked): Marked {
  return Object.assign(listener, { [OURS]: true });
}

function isOurs(listener: object): boolean {
  return OURS in listener;
}

function hasHostListener(signal: NodeJS.Signals): boolean {
  return process.listeners(signal).some((listener) => !isOurs(listener));
}

/**
 * Listeners before ours may have set another code: the host's, and Node's own
 * for a top-level `await` that never settles (13).
 */
function finalCode(exitCode: number): number {
  const set = Number(process.exitCode ?? exitCode);
  return Number.isNaN(set) ? exitCode : set;
}

/** Signals reach us before those who may end the process; `exit` after them. */
function placeOf(event: string | symbol): Place {
  const isSignal = SIGNALS.some((signal) => signal === event);
  return isSignal ? 'first' : 'last';
}
