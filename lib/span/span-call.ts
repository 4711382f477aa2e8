/** The span of one call, from its start to its only end. */
import {
  type Context,
  context,
  type ContextAPI,
  type Span,
  type SpanOptions,
  trace,
  type TraceAPI,
} from '@opentelemetry/api';
import { callContext } from '../context/call-context';
import { OUTLIVED_PARENT } from '../internal/attributes';
import { reportInternal } from '../internal/diag';
import { failureType } from '../internal/failure';
import { late } from '../internal/late';
import {
  endPostponed,
  hasPostponed,
  postpone,
  type Postponable,
} from './postponed-ends';
import type { CallCapture } from './capture/call-capture';
import { captureCall } from './capture/capture-call';
import { linkTo, originIn } from './call-origin';
import type { AnnotatedCall } from './hooks';
import type { End, LastingSettlement } from './lasting/lasting';
import type * as LastingModule from './lasting/observe-lasting';
import type { CallMeasurement } from './metrics/call-measurement';
import { measureCall } from './metrics/measure-call';
import { recordEnd, timeOfEnd } from './record-end';
import { recordedErrorType, recordFailure } from './record-failure';
import type { Settlement } from './promises/settlement';
import type { SpanDefinition } from './span-definition';
import { spanSettings } from './span-settings';
import { hasStackHeadroom } from './stack-headroom';
import type { SpanStarter } from './tracer';
import { letGo, type Work } from './work';

/** At hand, because a read of an export of the API costs 15 ns in CommonJS. */
const contexts: ContextAPI = context;
const traces: TraceAPI = trace;

const lasting = late(
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- late
  () => require('./lasting/observe-lasting') as typeof LastingModule,
);

/** Started when made; ended by the first settlement, or by its owner. */
export class SpanCall implements Settlement, LastingSettlement, Postponable {
  /** Where the work runs: the caller's context with the span in it. */
  readonly context: Context;
  readonly span: Span;
  isFailed = false;
  result: unknown = undefined;
  error: unknown = undefined;
  isPostponed = false;
  next: Postponable | undefined = undefined;
  readonly #definition: SpanDefinition;
  readonly #work: Work;
  /** The span around it, if it is one whose end can be seen. */
  readonly #parent: Span | undefined;
  readonly #captured: CallCapture | undefined;
  /** Until it ends. */
  #measurement: CallMeasurement | undefined;
  #isSettled = false;
  /** Of a result that lasted. */
  #lastingEnd: End | undefined;

  /** Starts the span; may throw what a foreign tracer throws. */
  constructor(tracer: SpanStarter, definition: SpanDefinition, work: Work) {
    const active = contexts.active();
    const origin = originIn(active, work, definition);
    const around = origin?.around ?? active;
    const place = definition.placeOf(work, around);
    const options = definition.optionsOf(work, place);
    const captured = captureCall(definition, work);
    if (origin) linkTo(origin, options);
    if (captured) addInput(captured, options);
    this.#definition = definition;
    this.#work = work;
    this.#captured = captured;
    // An instrumentation ends its span when the message is acknowledged.
    this.#parent = origin?.tellLess ? undefined : recordingSpan(around);
    this.span = tracer.startSpan(definition.name, options, around);
    this.context = callContext(around, this.span, place.workflow);
    if (captured && this.span.isRecording()) captured.begin();
    const { startTime } = options;
    this.#measurement = measureCall(definition, place.workflow, startTime);
  }

  /** Whether anybody wants to know when and how it ends. */
  get isObserved(): boolean {
    return this.#measurement !== undefined || this.span.isRecording();
  }

  /** What hooks are told of it. */
  get described(): AnnotatedCall {
    const { kind, name } = this.#definition;
    // Of `run` the only argument is the span.
    const args = this.#work.takesSpan ? [] : this.#work.args;
    return { kind, name, args };
  }

  /** The result is over with this, unless it lasts. */
  succeed(result: unknown): void {
    if (this.#isSettled) return;
    if (typeof result === 'object' && result !== null && this.lasts(result)) {
      return;
    }
    this.result = result;
    this.#settle();
  }

  /** Whether the end of `result` is still to come, and will be heard of. */
  lasts(result: object): boolean {
    if (!lasting().observeLasting(result, this)) return false;
    letGo(this.#work, result);
    return true;
  }

  watch(result: object): boolean {
    letGo(this.#work, result);
    return lasting().observeLasting(result, this);
  }

  fail(error: unknown): void {
    if (this.#isSettled) return;
    this.isFailed = true;
    this.error = error;
    this.#settle();
  }

  abandon(since: number): void {
    this.over({ how: 'abandoned', lastUse: since });
  }

  item(value: unknown): void {
    this.#captured?.sample(value);
  }

  over(end: End): void {
    if (this.#isSettled) return;
    this.#lastingEnd = end;
    if (end.how === 'failed') this.fail(end.error);
    else this.#settle();
  }

  /** A failure may be an overflow; what waits tells that there was one. */
  #settle(): void {
    const isRoomSure = !this.isFailed && !hasPostponed();
    if (isRoomSure || endPostponed()) this.end();
    else postpone(this);
  }

  end(): void {
    this.#isSettled = true;
    const isFailure = this.isFailed && this.#isFailure();
    this.#endSpan(isFailure);
    if (this.#measurement) this.#endMeasurement(this.#measurement, isFailure);
  }

  /** Unless its owner did: an ended one is not touched again. */
  #endSpan(isFailure: boolean): void {
    try {
      if (!this.span.isRecording()) return;
      this.#captured?.addState(this.span);
      if (this.#lastingEnd) this.#recordLasting(this.#lastingEnd);
      if (isFailure) this.#recordFailure();
      else if (!this.isFailed) this.#recordSuccess();
      if (this.#parent?.isRecording() === false) {
        this.span.setAttribute(OUTLIVED_PARENT, true);
      }
      this.span.end(timeOfEnd(this.#lastingEnd));
    } catch (error) {
      // An end that overflows is tried once more, with room.
      if (hasStackHeadroom()) reportInternal('ending a span', error);
      else postpone(this);
    }
  }

  #recordLasting(end: End): void {
    recordEnd(this.span, end);
    this.#captured?.addItems(this.span, end.items);
  }

  #recordSuccess(): void {
    if (this.#lastingEnd?.how === 'abandoned') return;
    this.#captured?.addOutput(this.span, this.result);
    spanSettings().hooks?.succeeded(this, this.result);
  }

  #recordFailure(): void {
    try {
      recordFailure(this.span, this.error);
      spanSettings().hooks?.failed(this, this.error);
    } catch (error) {
      // A span that cannot say why it failed must still end.
      reportInternal('recording a failure', error);
    }
  }

  /** The span may be ended by its owner, or be none: the call is counted. */
  #endMeasurement(measurement: CallMeasurement, isFailure: boolean): void {
    this.#measurement = undefined;
    try {
      const { context, error, span } = this;
      const errorType = isFailure
        ? failureType(error)
        : recordedErrorType(span);
      const endTime = timeOfEnd(this.#lastingEnd);
      measurement.end({ context, errorType, endTime });
    } catch (error) {
      reportInternal('measuring a call', error);
    }
  }

  /** Asks the user, who may fail at it. */
  #isFailure(): boolean {
    try {
      return this.#definition.isFailure(this.error, this.#work);
    } catch (error) {
      reportInternal('asking for a failure', error);
      return true;
    }
  }
}

function recordingSpan(around: Context): Span | undefined {
  const span = traces.getSpan(around);
  return span?.isRecording() ? span : undefined;
}

function addInput(captured: CallCapture, options: SpanOptions): void {
  const attributes = captured.withInput(options.attributes);
  if (attributes) options.attributes = attributes;
}
