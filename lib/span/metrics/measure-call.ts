/** Whether calls are measured; how, is loaded when they are. */
import type { TimeInput } from '@opentelemetry/api';
import type { WorkflowContext } from '../../context/workflow-context';
import { late } from '../../internal/late';
import { currentMeter } from '../../internal/meter';
import type * as CallMeasurementModule from './call-measurement';
import type { CallMeasurement, MeasuredCall } from './call-measurement';

const measuring = late(
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- late
  () => require('./call-measurement') as typeof CallMeasurementModule,
);

/** What is measured of a call that begins; `undefined`, for next to nothing, where nobody asks. */
export function measureCall(
  { kind, name }: Pick<MeasuredCall, 'kind' | 'name'>,
  workflow: WorkflowContext | undefined,
  startTime: TimeInput | undefined,
): CallMeasurement | undefined {
  if (currentMeter() === undefined) return undefined;
  const workflowName = workflow?.workflowName;
  const call = { kind, name, workflowName, startTime };
  return measuring().beginMeasurement(call);
}
