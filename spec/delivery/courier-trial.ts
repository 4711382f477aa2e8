/** A courier with all that it needs, on its way to a spec's backend. */
import { AddressBook } from '../../lib/delivery/address-book';
import { Courier } from '../../lib/delivery/courier';
import { openLine, type Line } from '../../lib/delivery/courier-request';
import {
  destinationOf,
  type Destination,
  type DestinationSettings,
} from '../../lib/delivery/destination';
import { detachedRunner } from '../../lib/delivery/detached';
import type { Stats } from '../../lib/delivery/stats';
import { newDesk, statsOf } from './desk';
import { endedSpan, type SpanFields } from './ended-spans';

export function destinationFor(
  settings: Partial<DestinationSettings> & { readonly url: string },
): Destination {
  return destinationOf({
    headers: {},
    gzip: false,
    tls: {},
    timeoutMs: 10_000,
    ...settings,
  });
}

export function lineTo(
  settings: Partial<DestinationSettings> & { readonly url: string },
): Line {
  const destination = destinationFor(settings);
  return openLine(destination, new AddressBook(destination.hostname).lookup);
}

export class CourierTrial {
  readonly desk = newDesk();
  readonly courier: Courier;
  troubles = 0;

  constructor(line: Line, delayMs?: number) {
    this.courier = new Courier({
      desk: this.desk,
      line,
      printable: 'http://backend/',
      detached: detachedRunner(),
      onTrouble: () => (this.troubles += 1),
      delayMs,
    });
  }

  get stats(): Stats {
    return statsOf(this.desk);
  }

  /** A span ends. */
  end(name: string, fields: SpanFields = {}): void {
    this.desk.outbox.add(endedSpan({ ...fields, name }));
    this.courier.notice(fields.failed === true);
  }

  fail(name: string): void {
    this.end(name, { failed: true });
  }

  flush(budgetMs = 60_000): Promise<boolean> {
    return this.courier.deliverAll(budgetMs, 'flush');
  }
}
