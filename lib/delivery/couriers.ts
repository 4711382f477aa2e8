/** The courier of the life of a process, and that of its end. */
import type { LookupFunction } from 'node:net';
import { AddressBook } from './address-book';
import { Announcer } from './announcer';
import { Courier } from './courier';
import { CourierAtExit } from './courier-at-exit';
import { openLine, type Line } from './courier-request';
import {
  runningDestinationOf,
  type Address,
  type Destination,
} from './destination';
import type { Detached } from './detached';
import type { Desk } from './dispatch';
import type { OpenSpans } from './open-spans';
import { firstHostOf } from './route';
import type { Redact } from './serialise';

export interface CouriersWiring {
  readonly destination: Destination;
  readonly desk: Desk;
  readonly openSpans: OpenSpans;
  readonly redact: Redact;
  readonly detached: Detached;
  /** Milliseconds that successful spans wait for company. */
  readonly delayMs: number | undefined;
}

/** How spans get to the backend. */
export interface Couriers {
  readonly courier: Courier;
  readonly courierAtExit: CourierAtExit;
  /** `undefined` where the backend cannot be an everspan view. */
  readonly announcer: Announcer | undefined;
}

/** Both couriers, with one address book between them. */
export function couriersFor(wiring: CouriersWiring): Couriers {
  const { destination, delayMs, desk, detached } = wiring;
  const addressBook = new AddressBook(firstHostOf(destination));
  detached(() => {
    addressBook.refresh();
  });
  const announcer = announcerFor(wiring, addressBook.lookup);
  const courier = new Courier({
    desk,
    line: overheard(openLine(destination, addressBook.lookup), announcer),
    printable: destination.printable,
    detached,
    delayMs,
    onTrouble: () => {
      addressBook.distrust();
    },
  });
  const addresses = (): readonly Address[] => addressBook.addresses;
  const courierAtExit = new CourierAtExit({ desk, destination, addresses });
  return { courier, courierAtExit, announcer };
}

function announcerFor(
  { destination, openSpans, redact, detached }: CouriersWiring,
  lookup: LookupFunction,
): Announcer | undefined {
  const running = runningDestinationOf(destination);
  if (!running) return undefined;
  return new Announcer({
    ...{ openSpans, redact, detached },
    openLine: () => openLine(running, lookup),
  });
}

/** The line itself, to whose answers `announcer` listens. */
function overheard(line: Line, announcer: Announcer | undefined): Line {
  if (!announcer) return line;
  return {
    send: async (body) => {
      const answer = await line.send(body);
      announcer.note(answer);
      return answer;
    },
    close: () => {
      line.close();
    },
  };
}
