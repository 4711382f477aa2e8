/** The courier of the life of a process, and that of its end. */
import { AddressBook } from './address-book';
import { Courier } from './courier';
import { CourierAtExit } from './courier-at-exit';
import { openLine } from './courier-request';
import type { Address, Destination } from './destination';
import type { Detached } from './detached';
import type { Desk } from './dispatch';

/** How spans get to the backend. */
export interface Couriers {
  readonly courier: Courier;
  readonly courierAtExit: CourierAtExit;
}

/** Both couriers, with one address book between them. */
export function couriersFor(
  destination: Destination,
  desk: Desk,
  detached: Detached,
): Couriers {
  const addressBook = new AddressBook(destination.hostname);
  detached(() => {
    addressBook.refresh();
  });
  const courier = new Courier({
    desk,
    line: openLine(destination, addressBook.lookup),
    printable: destination.printable,
    detached,
    onTrouble: () => {
      addressBook.distrust();
    },
  });
  const addresses = (): readonly Address[] => addressBook.addresses;
  const courierAtExit = new CourierAtExit({ desk, destination, addresses });
  return { courier, courierAtExit };
}
