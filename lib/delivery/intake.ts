/**
 * Takes spans in: groups them, writes them down, and hands them on as bytes.
 *
 * While few spans come, each is on disk before the call that made it goes on.
 * A flood is grouped, for its cost would be felt; then the last group is at
 * risk, but for a workflow's start and a failed span, which never wait.
 */
import type { ReadableSpan, Span } from '@opentelemetry/sdk-trace';
import { after } from '../internal/clock';
import { Entry } from './entry';
import { Group, GROUP_SPANS, type SealedGroup } from './group';
import type { JournalWriter } from './journal-writer';
import { ResourceWait } from './resource-wait';
import { isFailed, serialiserWith, type Redact } from './serialise';
import type { Counters } from './stats';

/** How long a record of a flood waits while the event loop turns. */
const MAX_GROUP_MS = 10;
/** Spans that wait for their resource to be complete. */
const MAX_HELD = 2_048;

export interface IntakeOptions {
  readonly redact: Redact;
  /** `undefined`: nothing is written down. */
  readonly journal: JournalWriter | undefined;
  readonly counters: Counters;
  /** Runs `fn` outside the context of whoever ended a span. */
  readonly detached: (fn: () => void) => void;
  readonly onEntry: (entry: Entry) => void;
  /** What waited for its resource is complete, and has been handed on. */
  readonly onReleased: () => void;
}

/** The way of a span from the SDK into the outbox. */
export class Intake {
  readonly #options: IntakeOptions;
  readonly #group: Group;
  readonly #resourceWait: ResourceWait;
  #cancelTimer: (() => void) | undefined;
  /** Set while records wait for company, and not only a stack to be read. */
  #isGrouping = false;

  constructor(options: IntakeOptions) {
    this.#options = options;
    this.#group = new Group(serialiserWith(options.redact));
    this.#resourceWait = new ResourceWait(options.detached, () => {
      this.seal();
      options.onReleased();
    });
  }

  /** Ended spans that are not in the outbox yet. */
  get waiting(): number {
    return this.#group.ended;
  }

  /** A span has started; `isUrgent` if its start must not wait for a group. */
  start(span: Span, isUrgent: boolean): void {
    if (!this.#options.journal) return;
    this.#resourceWait.note(span.resource);
    this.#group.start(span);
    this.#sealInTime(isUrgent);
  }

  end(span: ReadableSpan): void {
    this.#resourceWait.note(span.resource);
    this.#group.end(span);
    if (this.#group.ended >= MAX_HELD) this.release();
    else this.#sealInTime(isFailed(span));
  }

  /**
   * Serialises the group, writes it down and hands it on. While something may
   * still be found out about the resource it is only written down, as it is: a
   * later record of the same span counts.
   */
  seal(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    if (this.#isGrouping) this.#countGrouped();
    if (this.#group.isEmpty) return;
    if (this.#resourceWait.isWaiting) this.#writeAhead();
    else this.#handOn(this.#group.seal());
  }

  /** Waits no more: spans leave with what is known of their resource. */
  release(): void {
    if (!this.#resourceWait.isWaiting) return;
    this.#resourceWait.stop();
    this.seal();
  }

  /** Resolves when resources are complete, or `budgetMs` are over. */
  completed(budgetMs: number): Promise<void> | undefined {
    const wait = this.#resourceWait;
    return wait.isWaiting ? wait.over(budgetMs) : undefined;
  }

  #sealInTime(isUrgent: boolean): void {
    const isFull = this.#group.unwritten >= GROUP_SPANS;
    if (isFull) this.seal();
    else if (this.#mustWriteNow(isUrgent)) this.#writeNow();
    else if (this.#options.journal) this.#groupUp();
  }

  #groupUp(): void {
    this.#isGrouping = true;
    this.#sealSoon();
  }

  #countGrouped(): void {
    this.#isGrouping = false;
    this.#options.journal?.countGrouped(this.#group.unwritten);
  }

  /**
   * A failed span is written without its stack at first, and whole a moment
   * later: a stack that is read now would be missing from what Node prints if
   * nobody catches the error.
   */
  #writeNow(): void {
    if (!this.#group.hasLateStack()) {
      this.seal();
      return;
    }
    this.#writeAhead();
    this.#sealSoon();
  }

  #writeAhead(): void {
    const { journal } = this.#options;
    if (!journal || this.#group.unwritten === 0) return;
    const started = this.#group.sealAhead().map(({ bytes }) => bytes);
    journal.write({ started, ended: undefined });
  }

  /** Once a flood is grouped, the clock need not be asked for every span. */
  #mustWriteNow(isUrgent: boolean): boolean {
    const { journal } = this.#options;
    if (!journal || isUrgent) return isUrgent && journal !== undefined;
    return !this.#isGrouping && journal.mayWriteAtOnce();
  }

  #sealSoon(): void {
    if (this.#cancelTimer) return;
    this.#options.detached(() => {
      this.#cancelTimer = after(MAX_GROUP_MS, () => {
        this.#cancelTimer = undefined;
        this.seal();
      });
    });
  }

  /** Starts are written with the first of the ended, in one write. */
  #handOn({ started, ended, lost }: SealedGroup): void {
    const { journal, counters, onEntry } = this.#options;
    if (lost > 0) counters.drop('unserialisable', lost);
    let starts = started.map(({ bytes }) => bytes);
    if (ended.length === 0)
      journal?.write({ started: starts, ended: undefined });
    for (const { bytes, spans, failed } of ended) {
      const stored = journal?.write({ started: starts, ended: bytes });
      if (stored) counters.journalled += spans;
      starts = [];
      onEntry(new Entry({ bytes, spans, failed, stored }));
    }
  }
}
