/**
 * What happens to the spans when the process ends: open ones are ended for
 * their owners, and all that waits is delivered while the process still is.
 */
import { trace } from '@opentelemetry/api';
import type { Span } from '@opentelemetry/sdk-trace';
import { monotonicMs, soon } from '../internal/clock';
import { reason, warnOnce } from '../internal/diag';
import type { Courier } from './courier';
import type { CourierAtExit } from './courier-at-exit';
import type { Disk } from './disk';
import { endOpenSpans } from './end-open-spans';
import type { Outbox } from './outbox';
import type { OpenSpans } from './open-spans';
import type { EndListener, ProcessEnd } from './process-end';

export interface LastDeliveryWiring {
  readonly openSpans: OpenSpans;
  readonly outbox: Outbox;
  /** Lets go of what waits for more to be found out about it. */
  readonly release: () => void;
  readonly courier: Pick<Courier, 'notice' | 'deliverAll' | 'isOutageTold'>;
  readonly courierAtExit: Pick<CourierAtExit, 'deliverAll'>;
  /** Milliseconds that the end of the process may wait for the backend. */
  readonly exitTimeoutMs: number;
  /** For messages. */
  readonly printable: string;
  /** `undefined`: what is not delivered is lost. */
  readonly disk: Pick<Disk, 'recovery' | 'tidy'> | undefined;
}

/**
 * `ending`: open spans are being ended. `over`: the delivery has been made, so
 * a span that ends now has to be delivered by itself.
 */
type Phase = 'living' | 'ending' | 'over';

/** Listens to the end of the process and acts on it. */
export class LastDelivery implements EndListener {
  readonly #wiring: LastDeliveryWiring;
  #phase: Phase = 'living';
  /** Monotonic; for all that is done from the beginning of the end. */
  #deadlineMs = 0;
  /** The span in whose context the last uncaught error was thrown. */
  #crashedIn: Span | undefined;
  /** Spans waiting when the delivery at natural end had to give up. */
  #givenUp = 0;
  /** What stood in the way of the last delivery. */
  #why: string | undefined;

  constructor(wiring: LastDeliveryWiring) {
    this.#wiring = wiring;
  }

  /** A span waits: passes it on in the way that still works. */
  notice(urgent: boolean): void {
    if (this.#phase === 'living') this.#wiring.courier.notice(urgent);
    else if (this.#phase === 'over') this.#deliver();
  }

  onCrashSeen(): void {
    this.#crashedIn = this.#wiring.openSpans.find(trace.getActiveSpan());
  }

  onForeignSignal(): void {
    if (this.#wiring.outbox.waiting > 0) this.#wiring.courier.notice(true);
  }

  onIdle(): void {
    const { openSpans, outbox, courier, exitTimeoutMs } = this.#wiring;
    // Nothing is under way any more, what would find it out included.
    this.#wiring.release();
    // Open spans are ended when the exit code is known, and not before.
    if (openSpans.size > 0 || outbox.waiting === this.#givenUp) return;
    this.#carryOne();
    void courier.deliverAll(exitTimeoutMs, 'end').then((all) => {
      this.#givenUp = outbox.waiting;
      if (!all) this.#tellOfLeft();
    });
  }

  onProcessEnd(end: ProcessEnd): void {
    this.#deadlineMs = monotonicMs() + this.#wiring.exitTimeoutMs;
    this.#phase = 'ending';
    const open = this.#wiring.openSpans.youngestFirst();
    endOpenSpans(open, end, this.#crashedIn);
    this.#phase = 'over';
    this.#deliver();
    // A signal may fail to end the process; then life goes on.
    soon(() => {
      this.#phase = 'living';
      this.#wiring.disk?.recovery.start();
    });
  }

  #deliver(): void {
    const { outbox, release } = this.#wiring;
    release();
    // The answer to what is on its way can no longer be received.
    outbox.reclaim();
    this.#wiring.disk?.recovery.stop();
    if (outbox.waiting !== this.#givenUp) this.#deliverBlocking();
    if (outbox.waiting > 0) this.#tellOfLeft();
    this.#wiring.disk?.tidy();
  }

  #deliverBlocking(): void {
    const { courierAtExit, outbox } = this.#wiring;
    this.#why = 'no time was left';
    if (this.#remainingMs() === 0) return;
    try {
      this.#why = courierAtExit.deliverAll(this.#remainingMs())?.why;
      if (this.#why !== undefined) return;
      // The worker runs and the backend answers: a small journal of somebody
      // who died before costs little more.
      this.#wiring.disk?.recovery.carryOne();
      if (outbox.recovered > 0) courierAtExit.deliverAll(this.#remainingMs());
    } catch (error) {
      outbox.reclaim();
      this.#why = reason(error);
    }
  }

  /** Not a backlog: only what costs little on top of our own delivery. */
  #carryOne(): void {
    this.#wiring.disk?.recovery.stop();
    this.#wiring.disk?.recovery.carryOne();
  }

  #remainingMs(): number {
    return Math.max(0, this.#deadlineMs - monotonicMs());
  }

  /** Of an outage that was told of, only what is lost by it is new. */
  #tellOfLeft(): void {
    const { outbox, printable, courier } = this.#wiring;
    if (courier.isOutageTold && outbox.unsaved === 0) return;
    warnOnce(
      'WARN_EVERSPAN_UNDELIVERED',
      `${String(outbox.waiting)} span(s) were not taken by ${printable} ` +
        `before the process ended: ${this.#why ?? 'no answer'}; ` +
        whatNow(outbox),
    );
  }
}

function whatNow({ waiting, unsaved }: Outbox): string {
  if (unsaved === 0) return 'the next start sends them';
  if (unsaved === waiting) return 'they are lost';
  return `the next start sends all but ${String(unsaved)} of them`;
}
