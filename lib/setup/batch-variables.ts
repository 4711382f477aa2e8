/**
 * `OTEL_BSP_*`: what the specification says of the SDK's batch processor. Ours
 * counts bytes instead of spans, and heeds the delay alone.
 */
import type { BatchSpanProcessorOptions } from '@opentelemetry/sdk-trace';
import { numberVariable } from './environment';

/** Milliseconds that successful spans wait for company. */
export function scheduleDelayVariable(): number | undefined {
  return numberVariable('OTEL_BSP_SCHEDULE_DELAY');
}

/** All of them, for the batch processor before an exporter of the user's. */
export function batchVariables(): Omit<BatchSpanProcessorOptions, 'exporter'> {
  const delay = scheduleDelayVariable();
  const timeout = numberVariable('OTEL_BSP_EXPORT_TIMEOUT', 1);
  const queue = numberVariable('OTEL_BSP_MAX_QUEUE_SIZE', 1);
  const batch = numberVariable('OTEL_BSP_MAX_EXPORT_BATCH_SIZE', 1);
  return {
    ...(delay !== undefined && { scheduledDelayMillis: delay }),
    ...(timeout !== undefined && { exportTimeoutMillis: timeout }),
    ...(queue !== undefined && { maxQueueSize: queue }),
    ...(batch !== undefined && { maxExportBatchSize: batch }),
  };
}
