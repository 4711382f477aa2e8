/** The courier of the life of a process, and that of its end. */
import { AddressBook } from './address-book';
import { Courier } from './courier';
import { CourierAtExit } from './courier-at-exit';
import { openLine } from './courier-request';
import type { Address, Destination } from './destination';
import type { Detached } from './detached';
import type { Desk } from './dispatch';

export interface CouriersWiring {
  readonly destination: Destination;
  readonly desk: Desk;
  readonly detached: Detached;
  /** Milliseconds that successful spans wait for company. */
  readonly delayMs: number | undefined;
}

/** How spans get to the backend. */
export interface Couriers {
  readonly courier: Courier;
  readonly courierAtExit: CourierAtExit;
}

/** Both couriers, with one address book between them. */
export function couriersFor({
  destination,
  delayMs,
  desk,
  detached,
}: CouriersWiring): Couriers {
  const addressBook = new AddressBook(destination.hostname);
  detached(() => {
    addressBook.refresh();
  });
  const courier = new Courier({
    desk,
    line: openLine(destination, addressBook.lookup),
    printable: destination.printable,
    detached,
    delayMs,
    onTrouble: () => {
      addressBook.distrust();
    },
  });
  const addresses = (): readonly Address[] => addressBook.addresses;
  const courierAtExit = new CourierAtExit({ desk, destination, addresses });
  return { courier, courierAtExit };
}
