/**
 * A dead process's journal in our hands: what it still has to send, and what
 * becomes of its files.
 */
import { join } from 'node:path';
import {
  encodeOffsets,
  interruptedSpans,
  readContent,
  untakenRecords,
  type FileContent,
} from './content';
import { JournalFile } from './file';
import { encodeFrame, RECORD, type Frame } from './frame';
import { giveBack } from './give-back';
import { killedAt } from './killed';
import type { Keeper, Stored } from './stored';

/** One file that we have claimed. */
export class ClaimedFile {
  readonly #file: JournalFile;
  readonly #folder: string;
  readonly #name: string;

  /** @throws where the file cannot be opened */
  constructor(folder: string, name: string) {
    this.#folder = folder;
    this.#name = name;
    this.#file = JournalFile.open(join(folder, name));
  }

  /** @throws where the file cannot be read */
  content(): FileContent {
    return readContent(this.#file.read(0, this.#file.size));
  }

  /** @throws where the file cannot be read */
  read(offset: number, length: number): Buffer {
    return this.#file.read(offset, length);
  }

  /** So that who takes over from us does not send them again. */
  noteTaken(offsets: readonly number[]): void {
    try {
      this.#file.append(encodeFrame(RECORD.taken, encodeOffsets(offsets)));
    } catch {
      // A full disk: the next recoverer may send these again.
    }
  }

  /** Tells those who cannot see this process that the claim is alive. */
  beat(diedMs: number): void {
    try {
      // It is the time of the last change that tells.
      this.#file.beat(diedMs);
    } catch {
      // Given back, or a disk in trouble: others may take over then.
    }
  }

  /** All of it was taken. */
  remove(): void {
    this.#file.remove();
  }

  /** For the next recoverer. Never throws. */
  giveBack(): void {
    this.close();
    giveBack(this.#folder, this.#name);
  }

  close(): void {
    this.#file.close();
  }
}

const MILLISECOND_NS = 1_000_000n;

/** Spans of a dead process, as an export request. */
export class RecoveredRequest implements Stored {
  readonly keeper: Keeper;
  readonly #place: Place;

  constructor(keeper: Keeper, place: Place) {
    this.keeper = keeper;
    this.#place = place;
  }

  /** Where it stands, if it is to be noted there that it was taken. */
  offsetIn(file: ClaimedFile): number | undefined {
    const place = this.#place;
    return 'file' in place && place.file === file ? place.offset : undefined;
  }

  read(): Uint8Array {
    const place = this.#place;
    if (!('file' in place)) return place.bytes;
    return place.file.read(place.offset, place.length);
  }
}

/** Ended spans lie in a file; interrupted ones are made by us. */
type Place =
  | {
      readonly file: ClaimedFile;
      readonly offset: number;
      readonly length: number;
    }
  | { readonly bytes: Uint8Array };

/** All files of one journal, oldest first. */
export class ClaimedJournal implements Keeper {
  readonly requests: readonly RecoveredRequest[];
  readonly #files: readonly ClaimedFile[];
  readonly #diedMs: number;
  readonly #left: Set<RecoveredRequest>;
  /** Its files are removed or given back. */
  #isOver = false;

  /**
   * @param diedMs when its process wrote last, in milliseconds since the epoch
   * @throws where a file cannot be read
   */
  constructor(files: readonly ClaimedFile[], diedMs: number) {
    this.#files = files;
    this.#diedMs = diedMs;
    this.requests = placesIn(files, diedMs).map(
      (place) => new RecoveredRequest(this, place),
    );
    this.#left = new Set(this.requests);
    this.#removeIfDone();
  }

  /** The backend has them. Files are removed when it has all. */
  taken(stored: readonly Stored[]): void {
    const requests = stored.filter((each) => each instanceof RecoveredRequest);
    for (const request of requests) this.#left.delete(request);
    if (this.#removeIfDone()) return;
    for (const file of this.#files) {
      const offsets = requests.flatMap((each) => each.offsetIn(file) ?? []);
      if (offsets.length > 0) file.noteTaken(offsets);
    }
  }

  /** Tells those who cannot see this process that the claim is alive. */
  beat(): void {
    if (this.#isOver) return;
    for (const file of this.#files) file.beat(this.#diedMs);
  }

  /**
   * Leaves what is left to the next recoverer. The oldest file comes last: who
   * gets it must find all others.
   */
  giveBack(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const file of this.#files.toReversed()) file.giveBack();
  }

  #removeIfDone(): boolean {
    if (this.#left.size > 0 || this.#isOver) return this.#isOver;
    this.#isOver = true;
    for (const file of this.#files) file.remove();
    return true;
  }
}

/** What has to be sent, oldest first, read from a file at a time. */
function placesIn(files: readonly ClaimedFile[], diedMs: number): Place[] {
  /** The newest file that was begun, and those after it. */
  const newest: FileContent[] = [];
  const places: Place[] = [];
  for (const file of files.toReversed()) {
    const content = file.content();
    if (!newest.some(({ isBegun }) => isBegun)) newest.unshift(content);
    const ended = untakenRecords(content).map((frame) => placeOf(file, frame));
    places.unshift(...ended);
  }
  const killed = killedAt(BigInt(diedMs) * MILLISECOND_NS);
  const interrupted = interruptedSpans(newest, killed);
  return [...places, ...interrupted.map((bytes) => ({ bytes }))];
}

function placeOf(file: ClaimedFile, { offset, payload }: Frame): Place {
  return { file, offset, length: payload.length };
}
