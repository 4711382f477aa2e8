/**
 * What `stats()` tells, as metrics: read when a meter collects, so that both
 * agree and a span costs no more.
 */
import type {
  BatchObservableResult,
  Meter,
  Observable,
} from '@opentelemetry/api';
import { ERROR_TYPE } from '../internal/attributes';
import { reportInternal } from '../internal/diag';
import { currentMeter, onMeter } from '../internal/meter';
import {
  DROP_REASON,
  IS_RECOVERED,
  type Metric,
  OUTAGE,
  REQUESTS,
  SPANS_DELIVERED,
  SPANS_DROPPED,
  SPANS_ENDED,
  SPANS_HELD,
  SPANS_JOURNALLED,
  SPANS_KEPT,
  SPANS_OPEN,
  SPANS_STARTED,
  SPANS_WAITING,
} from '../internal/metrics';
import type { Stats } from './stats';

/** The state of a delivery at one moment. */
export interface DeliveryReading extends Stats {
  /** Spans that have started and not ended. */
  readonly open: number;
  /** Whether the backend does not take spans now. */
  readonly isAway: boolean;
}

type Read = () => DeliveryReading;

/** Of the last delivery of this process: one that was shut down may be asked yet. */
let source: Read | undefined;
/** Takes back what the present meter was asked. */
let stopObserving: (() => void) | undefined;

/** Lets whoever collects metrics read this delivery, and no earlier one. */
export function observeDelivery(read: Read): void {
  const isFirst = source === undefined;
  source = read;
  if (isFirst) onMeter(observeBy);
  else currentMeter();
}

function observeBy(meter: Meter | undefined): void {
  try {
    stopObserving?.();
    stopObserving = meter && startObserving(meter);
  } catch (error) {
    reportInternal('observing the delivery', error);
    stopObserving = undefined;
  }
}

function startObserving(meter: Meter): () => void {
  const instruments = instrumentsOf(meter);
  const all = Object.values(instruments);
  const tell = (result: BatchObservableResult): void => {
    if (source) observe(result, instruments, source());
  };
  meter.addBatchObservableCallback(tell, all);
  return () => {
    meter.removeBatchObservableCallback(tell, all);
  };
}

type Instruments = ReturnType<typeof instrumentsOf>;

function instrumentsOf(meter: Meter) {
  const counter = (metric: Metric): Observable =>
    meter.createObservableCounter(metric.name, metric);
  const level = (metric: Metric): Observable =>
    meter.createObservableUpDownCounter(metric.name, metric);
  return {
    started: counter(SPANS_STARTED),
    ended: counter(SPANS_ENDED),
    open: level(SPANS_OPEN),
    waiting: level(SPANS_WAITING),
    held: level(SPANS_HELD),
    kept: counter(SPANS_KEPT),
    journalled: counter(SPANS_JOURNALLED),
    delivered: counter(SPANS_DELIVERED),
    dropped: counter(SPANS_DROPPED),
    requests: counter(REQUESTS),
    outage: meter.createObservableGauge(OUTAGE.name, OUTAGE),
  };
}

/** What `stats()` counts as it is. */
const PLAIN = [
  'started',
  'ended',
  'open',
  'waiting',
  'held',
  'kept',
  'journalled',
] as const;

function observe(
  result: BatchObservableResult,
  { delivered, dropped, requests, outage, ...plain }: Instruments,
  reading: DeliveryReading,
): void {
  for (const each of PLAIN) result.observe(plain[each], reading[each]);
  const { recovered } = reading;
  const own = reading.delivered - recovered;
  result.observe(delivered, own, { [IS_RECOVERED]: false });
  result.observe(delivered, recovered, { [IS_RECOVERED]: true });
  for (const [reason, spans] of Object.entries(reading.dropped)) {
    result.observe(dropped, spans, { [DROP_REASON]: reason });
  }
  let failed = 0;
  for (const [why, times] of Object.entries(reading.failedRequests)) {
    failed += times;
    result.observe(requests, times, { [ERROR_TYPE]: errorType(why) });
  }
  result.observe(requests, reading.requests - failed);
  result.observe(outage, reading.isAway ? 1 : 0);
}

/** Of an answer, the conventions want its status alone. */
function errorType(why: string): string {
  return why.replace(/^HTTP /, '');
}
