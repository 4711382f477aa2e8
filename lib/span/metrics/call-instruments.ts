/** The instruments that annotated calls are measured with. */
import type { Histogram, Meter, UpDownCounter } from '@opentelemetry/api';
import { currentMeter } from '../../internal/meter';
import { reportInternal } from '../../internal/diag';
import {
  type Metric,
  TASK_DURATION,
  WORKFLOW_ACTIVE,
  WORKFLOW_DURATION,
} from '../../internal/metrics';

export interface CallInstruments {
  readonly workflowDuration: Histogram;
  readonly workflowActive: UpDownCounter;
  readonly taskDuration: Histogram;
}

let knownMeter: Meter | undefined;
let known: CallInstruments | undefined;

/** Those of the present meter; `undefined` where there is none, or it fails. */
export function callInstruments(): CallInstruments | undefined {
  const meter = currentMeter();
  if (meter === knownMeter) return known;
  knownMeter = meter;
  known = meter && instrumentsOf(meter);
  return known;
}

function instrumentsOf(meter: Meter): CallInstruments | undefined {
  const histogram = (metric: Metric): Histogram =>
    meter.createHistogram(metric.name, metric);
  try {
    return {
      workflowDuration: histogram(WORKFLOW_DURATION),
      workflowActive: meter.createUpDownCounter(
        WORKFLOW_ACTIVE.name,
        WORKFLOW_ACTIVE,
      ),
      taskDuration: histogram(TASK_DURATION),
    };
  } catch (error) {
    reportInternal('making an instrument', error);
    return undefined;
  }
}
