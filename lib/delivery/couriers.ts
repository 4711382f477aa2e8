/** The courier of the life of a process, and that of its end. */
import type { LookupFunction } from 'node:net';
import { AddressBook } from './address-book';
import { Announcer } from './announcer';
import { Courier } from './courier';
import { CourierAtExit } from './courier-at-exit';
import { openLine, type Line } from './courier-request';
import {
  mayBeView,
  runningDestinationOf,
  type Address,
  type Destination,
} from './destination';
import type { Detached } from './detached';
import type { Desk } from './dispatch';
import { Enquiry } from './enquiry';
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
  /** The URL of an everspan view, where the environment names one. */
  readonly view: string | undefined;
}

/** How spans get to the backend. */
export interface Couriers {
  readonly courier: Courier;
  readonly courierAtExit: CourierAtExit;
  /** `undefined` where the backend cannot be an everspan view. */
  readonly announcer: Announcer | undefined;
  /** `undefined` where it probably is none. */
  readonly enquiry: Enquiry | undefined;
}

/** Both couriers, with one address book between them. */
export function couriersFor(wiring: CouriersWiring): Couriers {
  const { destination, delayMs, desk, detached } = wiring;
  const addressBook = new AddressBook(firstHostOf(destination));
  detached(() => {
    addressBook.refresh();
  });
  const { announcer, enquiry } = watchersFor(wiring, addressBook.lookup);
  const courier = new Courier({
    desk,
    line: overheard(openLine(destination, addressBook.lookup), [
      announcer,
      enquiry,
    ]),
    printable: destination.printable,
    detached,
    delayMs,
    onTrouble: () => {
      addressBook.distrust();
    },
  });
  const addresses = (): readonly Address[] => addressBook.addresses;
  const courierAtExit = new CourierAtExit({ desk, destination, addresses });
  return { courier, courierAtExit, announcer, enquiry };
}

/** Those who find out whether the backend is a view, and tell it what runs. */
function watchersFor(
  wiring: CouriersWiring,
  lookup: LookupFunction,
): Pick<Couriers, 'announcer' | 'enquiry'> {
  const { destination, openSpans, redact, detached, view } = wiring;
  const running = runningDestinationOf(destination);
  if (!running) return { announcer: undefined, enquiry: undefined };
  const shared = {
    ...{ openSpans, detached },
    openLine: () => openLine(running, lookup),
  };
  const announcer = new Announcer({ ...shared, redact });
  const onAnswer = announcer.note.bind(announcer);
  const enquiry = mayBeView(destination, view)
    ? new Enquiry({ ...shared, onAnswer })
    : undefined;
  return { announcer, enquiry };
}

/** The line itself, to whose answers `listeners` listen. */
function overheard(
  line: Line,
  listeners: readonly (Announcer | Enquiry | undefined)[],
): Line {
  return {
    send: async (body) => {
      const answer = await line.send(body);
      for (const listener of listeners) listener?.note(answer);
      return answer;
    },
    close: () => {
      line.close();
    },
  };
}
