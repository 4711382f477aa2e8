/** What metrics are told of one annotated call. */
import type { Attributes, Context, TimeInput } from '@opentelemetry/api';
import { ERROR_TYPE, KIND, WORKFLOW_NAME } from '../../internal/attributes';
import { monotonicMs } from '../../internal/clock';
import { reportInternal } from '../../internal/diag';
import { TASK_NAME } from '../../internal/metrics';
import { type AnnotationKind, namesWhatIsBelow } from '../annotation-kind';
import { msSince } from '../start-time';
import { BoundedNames } from './bounded-names';
import { type CallInstruments, callInstruments } from './call-instruments';

const MS_PER_SECOND = 1_000;

/** A name each may have as many as there are annotations in a large program. */
const MAX_NAMES = 500;
const MAX_ERROR_TYPES = 100;

const workflowNames = new BoundedNames(MAX_NAMES);
const taskNames = new BoundedNames(MAX_NAMES);
const errorTypes = new BoundedNames(MAX_ERROR_TYPES);

/** A call that begins. */
export interface MeasuredCall {
  readonly kind: AnnotationKind;
  readonly name: string;
  /** The nearest workflow; of a workflow, itself. */
  readonly workflowName: string | undefined;
  /** Where the work began before the call. */
  readonly startTime: TimeInput | undefined;
}

/** How it came to its end. */
export interface MeasuredEnd {
  /** The span is in it, for exemplars. */
  readonly context: Context;
  /** `undefined` of a call that went well. */
  readonly errorType: string | undefined;
  /** Milliseconds since the epoch, where it was not now. */
  readonly endTime: number | undefined;
}

/** Set while a meter is at work: what that calls is not measured. */
let isMeasuring = false;

/** Begins to measure; `undefined` where nobody wants to know. */
export function beginMeasurement(
  call: MeasuredCall,
): CallMeasurement | undefined {
  if (isMeasuring) return undefined;
  const instruments = callInstruments();
  return instruments && new CallMeasurement(instruments, call);
}

/** From the beginning of a call to its only end. */
export class CallMeasurement {
  readonly #instruments: CallInstruments;
  readonly #attributes: Attributes;
  readonly #isWorkflow: boolean;
  readonly #startMs: number;

  constructor(instruments: CallInstruments, call: MeasuredCall) {
    const { kind, startTime } = call;
    this.#instruments = instruments;
    this.#isWorkflow = namesWhatIsBelow(kind);
    this.#attributes = attributesOf(call, this.#isWorkflow);
    this.#startMs = monotonicMs() - (startTime ? msSince(startTime) : 0);
    this.#countActive(1);
  }

  end({ context, errorType, endTime }: MeasuredEnd): void {
    const { workflowDuration, taskDuration } = this.#instruments;
    const duration = this.#isWorkflow ? workflowDuration : taskDuration;
    const seconds = this.#secondsUntil(endTime);
    const attributes =
      errorType === undefined
        ? this.#attributes
        : { ...this.#attributes, [ERROR_TYPE]: errorTypes.of(errorType) };
    this.#countActive(-1);
    measure(() => {
      duration.record(seconds, attributes, context);
    });
  }

  #countActive(change: 1 | -1): void {
    if (!this.#isWorkflow) return;
    measure(() => {
      this.#instruments.workflowActive.add(change, this.#attributes);
    });
  }

  #secondsUntil(endTime: number | undefined): number {
    const sinceEnd = endTime === undefined ? 0 : msSince(endTime);
    const ms = monotonicMs() - sinceEnd - this.#startMs;
    return Math.max(0, ms) / MS_PER_SECOND;
  }
}

function attributesOf(call: MeasuredCall, isWorkflow: boolean): Attributes {
  const { kind, name, workflowName } = call;
  const attributes: Attributes = { [KIND]: kind };
  if (!isWorkflow) attributes[TASK_NAME] = taskNames.of(name);
  if (workflowName !== undefined) {
    attributes[WORKFLOW_NAME] = workflowNames.of(workflowName);
  }
  return attributes;
}

/** A meter that throws must not hurt the call that is measured. */
function measure(record: () => void): void {
  isMeasuring = true;
  try {
    record();
  } catch (error) {
    reportInternal('recording a metric', error);
  } finally {
    isMeasuring = false;
  }
}
