/**
 * One append-only file. What `append` returned for survives the death of the
 * process at any moment; only the loss of power can take it (there is no
 * fsync, which would cost a thousand times as much).
 */
import {
  closeSync,
  constants,
  fstatSync,
  futimesSync,
  lstatSync,
  openSync,
  readSync,
  unlinkSync,
  writeSync,
} from 'node:fs';

/** Windows has no such flag, and no such links by default. */
const O_NOFOLLOW = process.platform === 'win32' ? 0 : constants.O_NOFOLLOW;
const APPEND = constants.O_RDWR | constants.O_APPEND | O_NOFOLLOW;
/** Never follows a link, never takes over what is already there. */
const CREATE = APPEND | constants.O_CREAT | constants.O_EXCL;
const OWNER_ONLY = 0o600;

/** A file of one owner, open until it is removed or left. */
export class JournalFile {
  readonly path: string;
  readonly #descriptor: number;
  #size: number;
  /** A write failed: what follows a torn record may not be found again. */
  #isDamaged = false;
  /** A closed descriptor's number is soon another file's. */
  #isOpen = true;

  private constructor(path: string, flags: number) {
    this.path = path;
    this.#descriptor = openSync(path, flags, OWNER_ONLY);
    this.#size = fstatSync(this.#descriptor).size;
  }

  /** @throws where the file exists or the disk refuses */
  static create(path: string): JournalFile {
    return new JournalFile(path, CREATE);
  }

  /** @throws where the file is gone, a link, or not ours to write */
  static open(path: string): JournalFile {
    return new JournalFile(path, APPEND);
  }

  get size(): number {
    return this.#size;
  }

  /**
   * Appends all of `bytes`; a full disk takes a part and only then refuses.
   *
   * @returns the offset at which they stand
   * @throws what the disk says; nothing is appended after that
   */
  append(bytes: Uint8Array): number {
    this.#expectOpen();
    if (this.#isDamaged) throw new Error('the file is damaged');
    const offset = this.#size;
    let written = 0;
    while (written < bytes.length) {
      this.#isDamaged = true;
      const count = writeSync(this.#descriptor, bytes, written);
      if (count === 0) throw new Error('the disk takes nothing');
      written += count;
      this.#size += count;
      this.#isDamaged = false;
    }
    return offset;
  }

  /** @throws where the disk does not give back what it took */
  read(offset: number, length: number): Buffer {
    this.#expectOpen();
    const bytes = Buffer.allocUnsafe(length);
    let got = 0;
    while (got < length) {
      const position = offset + got;
      const count = readSync(
        this.#descriptor,
        bytes,
        got,
        length - got,
        position,
      );
      if (count === 0) throw new Error('the file is shorter than it was');
      got += count;
    }
    return bytes;
  }

  /**
   * Says that the owner lives, to those who cannot see its process: the time
   * of the last write becomes `timeMs`, and that of the last change is now.
   */
  beat(timeMs: number): void {
    this.#expectOpen();
    futimesSync(this.#descriptor, timeMs / 1000, timeMs / 1000);
  }

  /** Whether the path still leads to this file: it may have been claimed. */
  isInPlace(): boolean {
    try {
      this.#expectOpen();
      const found = lstatSync(this.path);
      const own = fstatSync(this.#descriptor);
      return found.ino === own.ino && found.dev === own.dev;
    } catch {
      // Renamed or removed: it is somebody else's now.
      return false;
    }
  }

  /** Whether it was removed: what is written to it now, nobody will find. */
  isRemoved(): boolean {
    try {
      this.#expectOpen();
      return fstatSync(this.#descriptor).nlink === 0;
    } catch {
      // A disk that does not even tell that will not take the next write.
      return false;
    }
  }

  /** Leaves the file for recovery. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    closeSync(this.#descriptor);
  }

  /** Closes the file and removes it, if it is still ours. Never throws. */
  remove(): void {
    const isOurs = this.isInPlace();
    try {
      this.close();
      if (isOurs) unlinkSync(this.path);
    } catch {
      // Claimed or removed since we looked, or a disk that has become
      // read-only: whoever recovers finds nothing to send in it.
    }
  }

  #expectOpen(): void {
    if (!this.#isOpen) throw new Error('the file is closed');
  }
}
