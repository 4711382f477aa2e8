/** The last delivery: all that waits, while the event loop stands still. */
import { monotonicMs } from '../internal/clock';
import { shortWaitMs } from './backoff';
import { BATCH_BYTES } from './courier';
import { dispatch, type Desk, type Trouble } from './dispatch';
import { LineAtExit, type LineAtExitWiring } from './line-at-exit';
import { inFolderThatIs } from './working-folder';

export interface CourierAtExitWiring extends LineAtExitWiring {
  readonly desk: Desk;
}

/** Delivers without turning the event loop of this thread. */
export class CourierAtExit {
  readonly #desk: Desk;
  readonly #line: LineAtExit;

  constructor(wiring: CourierAtExitWiring) {
    this.#desk = wiring.desk;
    this.#line = new LineAtExit(wiring);
  }

  /**
   * Sends all that waits and blocks for at most `budgetMs`.
   *
   * @returns what stood in the way, or `undefined` when all was sent
   * @throws where no worker thread can be had
   */
  deliverAll(budgetMs: number): Trouble | undefined {
    return inFolderThatIs(() => this.#deliverAll(budgetMs));
  }

  #deliverAll(budgetMs: number): Trouble | undefined {
    const deadlineMs = monotonicMs() + budgetMs;
    this.#line.open();
    for (let troubles = 1; ; troubles += 1) {
      const trouble = this.#sendAll(deadlineMs);
      if (!trouble) return undefined;
      const remainingMs = deadlineMs - monotonicMs();
      const patience = { waiter: 'end', remainingMs } as const;
      const waitMs = shortWaitMs(trouble, troubles, patience);
      if (waitMs === undefined) return trouble;
      sleep(waitMs);
    }
  }

  #sendAll(deadlineMs: number): Trouble | undefined {
    for (;;) {
      const batch = this.#desk.outbox.take(BATCH_BYTES);
      if (batch.length === 0) return undefined;
      const sending = dispatch(this.#desk, batch);
      let step = sending.next();
      while (!step.done) {
        step = sending.next(this.#line.send(step.value, deadlineMs));
      }
      if (step.value) return step.value;
    }
  }
}

function sleep(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
