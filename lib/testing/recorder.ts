/** Records spans in memory, for the tests of a program. */
import { trace } from '@opentelemetry/api';
import type { ReadableSpan, TracerProvider } from '@opentelemetry/sdk-trace';
import { createProvider, resourceFor } from '../setup/provider';
import { spanRedaction } from '../setup/redaction';
import { spanSettingsFor } from '../setup/span-settings';
import { applySpanSettings, spanSettings } from '../span/span-settings';
import { checkDeath, type Death } from './death';
import {
  checkRecorderOptions,
  concernsCalls,
  type RecorderOptions,
} from './options';
import { RecordedSpans } from './recorded-spans';
import { afterDeath } from './simulated-death';
import { recordInto } from './stand-in';
import { recogniser, type Which } from './which';

/** A span as the OpenTelemetry SDK hands it to exporters. */
export type RecordedSpan = ReadableSpan;

/**
 * The spans of a test. They are made as `init` would have them made, and kept
 * in memory: no network, no journal, no listener of the process.
 */
export interface Recorder {
  /**
   * Records from now on, in place of whatever tracer provider is registered.
   * While it records, `init` joins it and delivers nothing. Started again, it
   * forgets what it has.
   *
   * @throws `ERR_EVERSPAN_RECORDER_BUSY` while another recorder records
   */
  start(): void;
  /**
   * Stops recording; everything that was registered before is again. What was
   * recorded can still be taken.
   */
  stop(): void;
  /**
   * Takes the span that ended first, of those that are meant.
   *
   * @param which - its name, what it has to be, or a function; else any span
   * @throws `ERR_EVERSPAN_SPAN_NOT_FOUND` if none has ended,
   * `ERR_EVERSPAN_RECORDER_OPTION` for what means no span
   */
  take(which?: Which): RecordedSpan;
  /** Takes all that are meant, in the order they ended; there may be none. */
  takeAll(which?: Which): readonly RecordedSpan[];
  /** How many spans have ended and were not taken. */
  readonly size: number;
  /**
   * Makes sure that every span has ended and was taken. What was left is
   * forgotten, so that it fails one test and not the next one as well.
   *
   * @throws `ERR_EVERSPAN_SPANS_LEFT`, which names what was left
   */
  assertEmpty(): void;
  /** Forgets all spans. Those that are open are not recorded when they end. */
  reset(): void;
  /**
   * Tells what the backend would get of the spans that are open, if the
   * process died here and now: ended, with `everspan.interrupted`, and with
   * status ERROR unless the exit code is 0; children before their parents.
   *
   * The spans themselves stay open, nothing is killed, and no listener of the
   * process is called. Of a process that is `killed` the journal knows what a
   * span was when it started: attributes and events given later are lost.
   *
   * @throws `ERR_EVERSPAN_RECORDER_OPTION` for what is no death
   * @example
   * ```ts
   * import { task } from 'everspan';
   * import { createRecorder } from 'everspan/testing';
   *
   * const recorder = createRecorder();
   * recorder.start();
   * const sent = await task.run('charge', () =>
   *   recorder.simulateDeath({ by: 'exit', exitCode: 1 }),
   * );
   * ```
   */
  simulateDeath(death: Death): readonly RecordedSpan[];
}

/**
 * Makes a recorder. It records nothing until it is started.
 *
 * @throws `ERR_EVERSPAN_RECORDER_OPTION` for an option about delivery,
 * `ERR_EVERSPAN_INIT_OPTION` for any other one that `init` would refuse
 * @example
 * ```ts
 * import { createRecorder } from 'everspan/testing';
 *
 * const recorder = createRecorder();
 *
 * beforeEach(() => recorder.start());
 * afterEach(() => {
 *   recorder.stop();
 *   recorder.assertEmpty();
 * });
 *
 * it('charges the card', async () => {
 *   await orders.place(order);
 *   recorder.take('charge');
 *   recorder.take('place');
 * });
 * ```
 */
export function createRecorder(options: RecorderOptions = {}): Recorder {
  checkRecorderOptions(options);
  return new MemoryRecorder(options);
}

/** Every trace, whatever the environment says. */
const ALL = { ratio: 1 };

class MemoryRecorder implements Recorder {
  readonly #spans = new RecordedSpans();
  readonly #provider: TracerProvider;
  readonly #options: RecorderOptions;
  /** Hides what delivery would hide. */
  readonly #redact: (span: ReadableSpan) => ReadableSpan;
  /** Set while it records. */
  #restore: (() => void) | undefined;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#redact = spanRedaction(options);
    const ofInit = { ...options, sampling: { ...ALL, ...options.sampling } };
    const resource = resourceFor(options);
    this.#provider = createProvider(ofInit, resource, [this.#spans]);
  }

  get size(): number {
    return this.#spans.size;
  }

  start(): void {
    this.stop();
    this.reset();
    const unregister = recordInto(this.#provider);
    const takeBackSettings = applySettings(this.#options);
    this.#restore = () => {
      unregister();
      takeBackSettings();
    };
  }

  stop(): void {
    this.#restore?.();
    this.#restore = undefined;
  }

  take(which?: Which): RecordedSpan {
    return this.#redact(this.#spans.takeFirst(recogniser(which)));
  }

  takeAll(which?: Which): readonly RecordedSpan[] {
    return this.#spans.takeAll(recogniser(which)).map(this.#redact);
  }

  assertEmpty(): void {
    this.#spans.forgetOrThrow();
  }

  reset(): void {
    this.#spans.forget();
  }

  simulateDeath(death: Death): readonly RecordedSpan[] {
    checkDeath(death);
    const { open, lastChange } = this.#spans;
    const active = trace.getActiveSpan();
    const sent = afterDeath({ open, lastChange, active }, death);
    return sent.map(this.#redact);
  }
}

/** What `init` said holds, unless the recorder was told something else. */
function applySettings(options: RecorderOptions): () => void {
  if (!concernsCalls(options)) return () => undefined;
  const before = spanSettings();
  const ours = spanSettingsFor(options, 'host');
  applySpanSettings(ours);
  return () => {
    // Whoever came later stays.
    if (spanSettings() === ours) applySpanSettings(before);
  };
}
