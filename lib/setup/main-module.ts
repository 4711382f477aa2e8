/**
 * Tells when the program's main module has run, without touching it.
 *
 * A CommonJS main has run when the first timer is due. An ECMAScript main is
 * loaded over many turns of the event loop and may await at its top level;
 * Node has no event for its end, but shows two traces of it: a diagnostics
 * channel from Node 22 on, and before that the `exit` listener behind exit
 * code 13. Where neither is seen, nothing is concluded.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { after } from '../internal/clock';

const MAX_WAIT_MS = 1_000;
const STARTED = 'tracing:module.import:start';
const ENDED = 'tracing:module.import:asyncEnd';

/** Runs `fn` once the main module has run, unless `isNeeded` says no before. */
export function onceMainModuleHasRun(
  fn: () => void,
  isNeeded: () => boolean,
): void {
  const watch = new MainModuleWatch();
  const look = (waitMs: number): void => {
    after(waitMs, () => {
      const isOver = watch.hasRun() || !isNeeded();
      if (!isOver) {
        look(Math.min(waitMs * 2 + 1, MAX_WAIT_MS));
        return;
      }
      watch.stop();
      fn();
    });
  };
  look(0);
}

class MainModuleWatch {
  /** Imports by nobody: preloads and the main module. */
  #begun = 0;
  #ended = 0;
  #wasGuarded = false;

  constructor() {
    subscribe(STARTED, this.#onStart);
    subscribe(ENDED, this.#onEnd);
  }

  stop(): void {
    unsubscribe(STARTED, this.#onStart);
    unsubscribe(ENDED, this.#onEnd);
  }

  hasRun(): boolean {
    if (hasCommonJsMainRun()) return true;
    if (this.#begun > 0) return this.#ended >= this.#begun;
    const isGuarded = isExitCode13Guarded();
    this.#wasGuarded ||= isGuarded;
    return this.#wasGuarded && !isGuarded;
  }

  readonly #onStart = (message: unknown): void => {
    if (isByNobody(message)) this.#begun += 1;
  };

  readonly #onEnd = (message: unknown): void => {
    if (isByNobody(message)) this.#ended += 1;
  };
}

function hasCommonJsMainRun(): boolean {
  // The one way to see it from a preload, where `require.main` is not set yet.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- see above
  return process.mainModule?.loaded === true;
}

/** While an ECMAScript main runs, Node 20 listens to `exit` with this name. */
function isExitCode13Guarded(): boolean {
  const listeners = process.listeners('exit');
  return listeners.some(({ name }) => name === 'handleProcessExit');
}

function isByNobody(message: unknown): boolean {
  return (
    typeof message === 'object' &&
    message !== null &&
    Reflect.get(message, 'parentURL') === undefined
  );
}
