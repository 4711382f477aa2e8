/** Entries with bytes that tell their name, on disk or not. */
import { Entry } from '../../lib/delivery/entry';
import type { Keeper, Stored } from '../../lib/journal/stored';

/** Remembers what it was told, and gives back what is in it. */
export class FakeDisk implements Keeper {
  readonly takenFrom: Stored[] = [];
  isBroken = false;

  taken(stored: readonly Stored[]): void {
    this.takenFrom.push(...stored);
  }

  store(bytes: Uint8Array): Stored {
    return {
      keeper: this,
      read: () => {
        if (this.isBroken) throw new Error('the disk is broken');
        return bytes;
      },
    };
  }
}

export interface EntryFields {
  readonly failed?: boolean;
  readonly disk?: FakeDisk;
  readonly stored?: Stored;
  readonly isRecovered?: boolean;
  /** @defaultValue 100 */
  readonly size?: number;
}

/** One span, called `name`, of a hundred bytes. */
export function entryOf(name: string, fields: EntryFields = {}): Entry {
  const { failed = false, disk, isRecovered = false, size = 100 } = fields;
  const bytes = Buffer.alloc(size, 0x20);
  bytes.write(name);
  const stored = fields.stored ?? disk?.store(bytes);
  return new Entry({ bytes, spans: 1, failed, stored, isRecovered });
}

export function namesOf(entries: Iterable<Entry>): readonly string[] {
  return [...entries].map((each) => Buffer.from(each.read()).toString().trim());
}
