/**
 * Tells an everspan view of spans that are still open, so that a run can be
 * watched while it goes on.
 *
 * Apart from delivery: what is told here is neither written down, counted nor
 * sent again, and it stops at the first answer that does not ask for more.
 */
import { TraceFlags } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { RUNNING } from '../internal/attributes';
import { after, wallClockMs } from '../internal/clock';
import { reportInternal } from '../internal/diag';
import type { Line } from './courier-request';
import type { Detached } from './detached';
import { serialiserWith, type Redact, type Serialise } from './serialise';
import { copyOf } from './span-copy';
import { startMs } from './span-start';
import { weightOf } from './span-weight';
import type { Answer } from './verdict';

/** How often a view is told, and how long a span is open before it is. */
const INTERVAL_MS = 1_000;
/** Of one request, which holds the spans that have been open for longest. */
const MAX_SPANS = 256;
const MAX_BYTES = 524_288;
/** Open spans that are looked at for it. */
const MAX_LOOKED_AT = 4_096;

export interface AnnouncerWiring {
  /** In the order they started. */
  readonly openSpans: Iterable<ReadableSpan>;
  readonly redact: Redact;
  /** Opens the line to where the backend takes spans that run. */
  readonly openLine: () => Line;
  /** Runs `fn` outside the context of whoever ended a span. */
  readonly detached: Detached;
  /** @defaultValue 1000 */
  readonly intervalMs?: number;
}

/** Announces what runs, for as long as the backend's answers ask for it. */
export class Announcer {
  readonly #wiring: AnnouncerWiring;
  readonly #serialise: Serialise;
  readonly #intervalMs: number;
  /** Opened when it is asked for: most backends are no view. */
  #line: Line | undefined;
  #isAskedFor = false;
  #isUnderWay = false;
  #isClosed = false;
  /** Cancels the timer for the next request; `undefined` when none is set. */
  #cancelTimer: (() => void) | undefined;

  constructor(wiring: AnnouncerWiring) {
    this.#wiring = wiring;
    this.#intervalMs = wiring.intervalMs ?? INTERVAL_MS;
    this.#serialise = serialiserWith((span) => wiring.redact(running(span)));
  }

  /** The backend has answered, or has not: the last word counts. */
  note(answer: Answer): void {
    this.#isAskedFor = asksForMore(answer);
    if (this.#isAskedFor) this.#announceLater();
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelTimer?.();
    this.#line?.close();
  }

  #announceLater(): void {
    if (this.#cancelTimer || this.#isUnderWay || this.#isClosed) return;
    this.#wiring.detached(() => {
      this.#cancelTimer = after(this.#intervalMs, () => {
        this.#cancelTimer = undefined;
        void this.#announce();
      });
    });
  }

  async #announce(): Promise<void> {
    if (!this.#isAskedFor) return;
    this.#isUnderWay = true;
    try {
      await this.#send();
    } catch (error) {
      this.#isAskedFor = false;
      reportInternal('running spans', error);
    }
    this.#isUnderWay = false;
    if (this.#isAskedFor) this.#announceLater();
  }

  async #send(): Promise<void> {
    for (const { bytes } of this.#serialise(this.#longestOpen())) {
      if (!this.#isAskedFor || this.#isClosed) return;
      this.#line ??= this.#wiring.openLine();
      this.note(await this.#line.send(bytes));
    }
  }

  #longestOpen(): readonly ReadableSpan[] {
    const startedBeforeMs = wallClockMs() - this.#intervalMs;
    const chosen: ReadableSpan[] = [];
    let bytes = 0;
    let lookedAt = 0;
    for (const span of this.#wiring.openSpans) {
      if (lookedAt++ === MAX_LOOKED_AT || chosen.length === MAX_SPANS) break;
      if (!isSampled(span) || startMs(span) > startedBeforeMs) continue;
      const weight = weightOf(span);
      if (bytes + weight > MAX_BYTES) continue;
      bytes += weight;
      chosen.push(span);
    }
    return chosen;
  }
}

/** A redirect or an error asks for nothing, whatever its headers say. */
function asksForMore(answer: Answer): boolean {
  if (answer.kind !== 'response' || answer.takesRunning !== true) return false;
  return answer.status >= 200 && answer.status < 300;
}

/** Of an unsampled trace it is not known yet whether anybody may see it. */
function isSampled(span: ReadableSpan): boolean {
  return (span.spanContext().traceFlags & TraceFlags.SAMPLED) !== 0;
}

/**
 * Without its events: a stack that is read before the error is caught would be
 * missing from what Node prints.
 */
function running(span: ReadableSpan): ReadableSpan {
  const attributes = { ...span.attributes, [RUNNING]: true };
  return { ...copyOf(span), attributes, events: [], endTime: [0, 0] };
}
