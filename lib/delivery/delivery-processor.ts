/**
 * Takes every span from the SDK and sees to it that it reaches the backend.
 *
 * This is where delivery is put together; what each part does is in its file.
 */
import { SpanStatusCode, TraceFlags } from '@opentelemetry/api';
import type {
  ReadableSpan,
  Span,
  SpanProcessor,
} from '@opentelemetry/sdk-trace';
import { KIND } from '../internal/attributes';
import { monotonicMs } from '../internal/clock';
import { warnOnce } from '../internal/diag';
import type { Waiter } from './backoff';
import { couriersFor, type Couriers } from './couriers';
import type { Destination } from './destination';
import { type DeliveryReading, observeDelivery } from './delivery-metrics';
import { openDisk, type Disk, type DiskOptions } from './disk';
import { detachedRunner, type Detached } from './detached';
import type { Desk } from './dispatch';
import { LastDelivery } from './last-delivery';
import { Intake } from './intake';
import { OpenSpans } from './open-spans';
import { Outbox } from './outbox';
import { watchProcessEnd } from './process-end';
import { isReadable } from './readable-span';
import { Segments } from './segments';
import type { Redact } from './serialise';
import { Counters, type Stats } from './stats';

const SAMPLED: number = TraceFlags.SAMPLED;

export interface DeliveryOptions {
  readonly destination: Destination;
  /** Bytes of waiting spans; above it the oldest successful ones go first. */
  readonly maxMemoryBytes: number;
  /** Milliseconds that the end of the process may wait for the backend. */
  readonly exitTimeoutMs: number;
  /** Milliseconds that successful spans wait for company; by default 1000. */
  readonly delayMs?: number | undefined;
  /** `undefined`: nothing is written down. */
  readonly journal: DiskOptions | undefined;
  /** Hides what must not be seen. */
  readonly redact: Redact;
  /** The URL of an everspan view, where the environment names one. */
  readonly view?: string | undefined;
}

/** The span processor that delivers. */
export class DeliveryProcessor implements SpanProcessor {
  readonly #desk: Desk;
  readonly #openSpans = new OpenSpans();
  readonly #segments: Segments;
  readonly #intake: Intake;
  readonly #couriers: Couriers;
  readonly #lastDelivery: LastDelivery;
  readonly #disk: Disk | undefined;
  readonly #timeoutMs: number;
  readonly #stopWatching: () => void;
  /** Set once `shutdown` was called. */
  #shutdown: Promise<void> | undefined;
  /** Spans given up before the last flush was over. */
  #lostBeforeFlush = 0;
  /** Nothing is delivered any more. */
  #isStopped = false;

  constructor(options: DeliveryOptions) {
    const { destination, exitTimeoutMs, redact, delayMs, view } = options;
    const counters = new Counters();
    const outbox = new Outbox(options.maxMemoryBytes, counters);
    const detached = detachedRunner();
    const keepRejected: Desk['keepRejected'] = (request, why) =>
      this.#disk?.rejected.keep(request, why);
    this.#desk = { outbox, counters, keepRejected };
    this.#segments = new Segments(counters, monotonicMs);
    this.#timeoutMs = destination.timeoutMs;
    const openSpans = this.#openSpans;
    this.#couriers = couriersFor({
      ...{ destination, detached, redact, delayMs, openSpans, view },
      desk: this.#desk,
    });
    this.#disk = this.#openDisk(options, detached);
    this.#intake = this.#openIntake(redact, detached);
    outbox.feedFrom(this.#intake);
    this.#lastDelivery = new LastDelivery({
      ...{ ...this.#couriers, outbox, openSpans },
      release: this.#intake.release.bind(this.#intake),
      exitTimeoutMs,
      printable: destination.printable,
      disk: this.#disk,
    });
    this.#stopWatching = watchProcessEnd(this.#lastDelivery);
    this.#disk?.start();
    observeDelivery(() => this.#reading());
  }

  onStart(span: Span): void {
    if (!isReadable(span)) return;
    this.#desk.counters.started += 1;
    if (this.#isStopped) return;
    this.#openSpans.add(span);
    this.#couriers.enquiry?.started();
    const { traceFlags, traceId } = span.spanContext();
    if (isSampled(traceFlags)) this.#intake.start(span, isWorkflow(span));
    else this.#segments.started(traceId);
  }

  onEnd(span: ReadableSpan): void {
    if (!isReadable(span)) return;
    this.#desk.counters.ended += 1;
    this.#openSpans.delete(span);
    if (this.#isStopped) this.#desk.counters.drop('ended', 1);
    else if (isSampled(span.spanContext().traceFlags)) this.#send(span);
    else this.#segments.ended(span).forEach((kept) => this.#send(kept));
  }

  /**
   * Sends all that waits, and keeps the program alive meanwhile. Never rejects;
   * resolves to whether all arrived within `timeoutMs`, and none was given up
   * since the flush before.
   */
  flush(timeoutMs: number = this.#timeoutMs): Promise<boolean> {
    return this.#deliverAll(timeoutMs, 'flush');
  }

  async #deliverAll(timeoutMs: number, waiter: Waiter): Promise<boolean> {
    const { counters } = this.#desk;
    const lostBefore = this.#lostBeforeFlush;
    const deadlineMs = monotonicMs() + timeoutMs;
    const completed = this.#intake.completed(timeoutMs / 2);
    if (completed) await completed;
    const budgetMs = completed ? deadlineMs - monotonicMs() : timeoutMs;
    const isEmpty = await this.#couriers.courier.deliverAll(budgetMs, waiter);
    this.#lostBeforeFlush = counters.lost;
    return isEmpty && counters.lost === lostBefore;
  }

  async forceFlush(): Promise<void> {
    await this.flush();
  }

  /**
   * Sends what waits, then stops: what is left then stays in the journal, and
   * what is not there or ends later is dropped. Never rejects; called again,
   * it is the same shutdown.
   */
  shutdown(): Promise<void> {
    return (this.#shutdown ??= this.#flushAndStop());
  }

  async #flushAndStop(): Promise<void> {
    // What the journal has need not be waited for: the next start sends it.
    const isSafe = this.#desk.outbox.unsaved === 0;
    await this.#deliverAll(this.#timeoutMs, isSafe ? 'end' : 'flush');
    this.#stopWatching();
    this.#isStopped = true;
    this.#segments.clear();
    this.#couriers.courier.close();
    this.#couriers.announcer?.close();
    this.#couriers.enquiry?.close();
    const { counters, outbox } = this.#desk;
    this.#disk?.check();
    const lost = outbox.clear();
    counters.drop('ended', lost);
    if (lost > 0) tellOfLoss(lost);
    this.#disk?.close();
  }

  stats(): Stats {
    const { counters, outbox } = this.#desk;
    return counters.read('everspan', outbox.waiting);
  }

  #reading(): DeliveryReading {
    const { size: open } = this.#openSpans;
    return { ...this.stats(), open, isAway: this.#couriers.courier.isOutage };
  }

  #send(span: ReadableSpan): void {
    this.#intake.end(span);
    this.#lastDelivery.notice(span.status.code === SpanStatusCode.ERROR);
  }

  #openIntake(redact: Redact, detached: Detached): Intake {
    const { outbox, counters } = this.#desk;
    return new Intake({
      redact,
      journal: this.#disk?.writer,
      counters,
      detached,
      onEntry: outbox.add.bind(outbox),
      onReleased: () => {
        this.#lastDelivery.notice(true);
      },
    });
  }

  #openDisk(
    { journal, destination, redact }: DeliveryOptions,
    detached: (fn: () => void) => void,
  ): Disk | undefined {
    if (!journal) return undefined;
    return openDisk({
      ...this.#desk,
      options: journal,
      destination,
      openSpans: this.#openSpans,
      redact,
      detached,
      onClaimed: () => {
        this.#couriers.courier.notice(true);
      },
    });
  }
}

function tellOfLoss(spans: number): void {
  warnOnce(
    'WARN_EVERSPAN_DROPPED',
    `${String(spans)} span(s) were dropped by shutdown(), because the ` +
      'backend had not taken them in time',
    'shutdown',
  );
}

function isSampled(traceFlags: number): boolean {
  return (traceFlags & SAMPLED) !== 0;
}

/** Its start is what tells that a run was there at all. */
function isWorkflow({ attributes }: Span): boolean {
  return attributes[KIND] === 'workflow';
}
