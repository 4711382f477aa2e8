/** Begins our delivery, in whosever provider it is to stand. */
import { DeliveryProcessor } from '../delivery/delivery-processor';
import type { Destination } from '../delivery/destination';
import { variable } from '../internal/env';
import { scheduleDelayVariable } from './batch-variables';
import { handOver } from './hand-over';
import type { InitOptions } from './options';
import { spanRedaction } from './redaction';
import { exitTimeoutMsFor, journalFor, maxMemoryBytesFor } from './settings';

/**
 * Delivers to `destination`, from now on.
 *
 * @param service whose spans they are
 */
export function startDelivery(
  service: string,
  destination: Destination,
  options: InitOptions,
): DeliveryProcessor {
  const journal = journalFor(options, service);
  const delivery = new DeliveryProcessor({
    destination,
    maxMemoryBytes: maxMemoryBytesFor(options),
    exitTimeoutMs: exitTimeoutMsFor(options),
    delayMs: scheduleDelayVariable(),
    journal,
    redact: spanRedaction(options),
    view: variable('EVERSPAN_VIEW'),
  });
  if (journal) handOver({ journal, destination });
  return delivery;
}
