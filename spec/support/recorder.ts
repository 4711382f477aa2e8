/**
 * A provider in memory for specs: every span that ends must be taken by the
 * spec it ended in.
 */
import {
  context,
  diag,
  DiagLogLevel,
  propagation,
  trace,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  BasicTracerProvider,
  type ReadableSpan,
  type Sampler,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { resetWarnings } from '../../lib/internal/diag';

export interface RecorderOptions {
  readonly sampler?: Sampler;
  readonly processors?: readonly SpanProcessor[];
}

export interface Recorder {
  /** The one span that ended with this name, which is then taken. */
  take(name: string): ReadableSpan;
  /** All spans that ended, in that order, which are then taken. */
  takeAll(): readonly ReadableSpan[];
  /** How many spans ended and were not taken. */
  readonly size: number;
}

/** Records spans in every test of the present `describe`. */
export function useRecorder(options: RecorderOptions = {}): Recorder {
  const recorder = new MemoryRecorder(options);
  beforeEach(() => {
    recorder.begin();
  });
  afterEach(() => {
    recorder.end();
  });
  return recorder;
}

class MemoryRecorder implements Recorder {
  readonly #options: RecorderOptions;
  readonly #complaints: string[] = [];
  #ended: ReadableSpan[] = [];

  constructor(options: RecorderOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#ended.length;
  }

  begin(): void {
    resetWarnings();
    process.env['EVERSPAN_LOG'] = 'off';
    this.#ended = [];
    this.#complaints.length = 0;
    this.#listenToTheSdk();
    context.setGlobalContextManager(new AsyncLocalStorageContextManager());
    trace.setGlobalTracerProvider(this.#provider());
  }

  end(): void {
    delete process.env['EVERSPAN_LOG'];
    trace.disable();
    context.disable();
    propagation.disable();
    diag.disable();
    const left = this.takeAll().map(({ name }) => name);
    if (left.length > 0) throw new Error(`spans not taken: ${left.join(', ')}`);
    const [complaint] = this.#complaints;
    if (complaint) throw new Error(`the SDK complained: ${complaint}`);
  }

  #listenToTheSdk(): void {
    const complain = (message: string): void => {
      this.#complaints.push(message);
    };
    const ignore = (): void => undefined;
    diag.setLogger(
      {
        error: complain,
        warn: complain,
        info: ignore,
        debug: ignore,
        verbose: ignore,
      },
      DiagLogLevel.WARN,
    );
  }

  #provider(): BasicTracerProvider {
    const { sampler, processors = [] } = this.#options;
    const memory: SpanProcessor = {
      onStart: () => undefined,
      onEnd: (span) => {
        this.#ended.push(span);
      },
      forceFlush: () => Promise.resolve(),
      shutdown: () => Promise.resolve(),
    };
    return new BasicTracerProvider({
      ...(sampler && { sampler }),
      spanProcessors: [...processors, memory],
    });
  }

  take(name: string): ReadableSpan {
    const found = this.#ended.filter((span) => span.name === name);
    const [span] = found;
    if (found.length !== 1 || span === undefined) {
      const names = this.#ended.map((each) => each.name).join(', ');
      const count = String(found.length);
      throw new Error(`${count} spans are called ${name}, of: ${names}`);
    }
    this.#ended = this.#ended.filter((each) => each !== span);
    return span;
  }

  takeAll(): readonly ReadableSpan[] {
    const all = this.#ended;
    this.#ended = [];
    return all;
  }
}
