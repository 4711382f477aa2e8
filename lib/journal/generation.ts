/** One file of a journal, and where spans stand in it. */
import { encodeOffsets } from './content';
import type { JournalFile } from './file';
import { encodeFrame, RECORD } from './frame';
import type { Keeper, Stored } from './stored';

/** One file of a journal, and how much in it still matters. */
export class Generation {
  readonly file: JournalFile;
  /** `ended` records that the backend has not taken. */
  untaken = 0;
  /** Bytes that were copied forward when it was begun. */
  begunBytes = 0;

  constructor(file: JournalFile) {
    this.file = file;
  }

  /** Whether `stored` lies in it. */
  holds(stored: Stored | undefined): boolean {
    return stored instanceof Location && stored.generation === this;
  }

  /** So that they are not sent again after a crash. Never throws. */
  noteTaken(locations: readonly Location[]): void {
    const offsets = locations.map(({ extent }) => extent.offset);
    try {
      this.file.append(encodeFrame(RECORD.taken, encodeOffsets(offsets)));
    } catch {
      // The disk refuses: these may be sent twice, which is allowed, and the
      // next span to be written finds out and tells.
    }
  }
}

/** Where the payload of an `ended` record stands in its file. */
interface Extent {
  readonly offset: number;
  readonly length: number;
}

/** An `ended` record's payload in one of our files. */
export class Location implements Stored {
  readonly keeper: Keeper;
  readonly generation: Generation;
  readonly extent: Extent;

  constructor(keeper: Keeper, generation: Generation, extent: Extent) {
    this.keeper = keeper;
    this.generation = generation;
    this.extent = extent;
  }

  read(): Uint8Array {
    return this.generation.file.read(this.extent.offset, this.extent.length);
  }
}
