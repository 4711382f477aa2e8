/** A file of OTLP JSON lines that is only ever added to, by whole lines. */
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { reason } from '../internal/diag';
import { usageError } from './usage-error';

export interface JsonLines {
  /**
   * Adds lines, given without their ends.
   *
   * @throws what the disk says; then nothing of them is in the file
   */
  append(lines: readonly string[]): void;
  close(): void;
}

/** Spans may tell of people: others need not read them. */
const OWNER_ONLY = 0o600;
const APPEND = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT;
const NEWLINE = '\n';

/**
 * Opens the file, or makes it.
 *
 * @param isDurable when `append` returns, the lines shall be on the disk
 * @throws `ERR_EVERSPAN_USAGE` where that is not possible
 */
export function openJsonLines(path: string, isDurable: boolean): JsonLines {
  const descriptor = open(path);
  return {
    append: (lines) => {
      const text = lines.map((line) => line + NEWLINE).join('');
      append(descriptor, Buffer.from(text), isDurable);
    },
    close: () => {
      closeSync(descriptor);
    },
  };
}

function open(path: string): number {
  try {
    return openSync(path, APPEND, OWNER_ONLY);
  } catch (error) {
    throw usageError(`Cannot write to ${path}: ${reason(error)}.`);
  }
}

function append(descriptor: number, lines: Buffer, isDurable: boolean): void {
  const size = fstatSync(descriptor).size;
  try {
    if (isTorn(descriptor, size)) writeAll(descriptor, Buffer.from(NEWLINE));
    writeAll(descriptor, lines);
    if (isDurable) fsyncSync(descriptor);
  } catch (error) {
    cut(descriptor, size);
    throw error;
  }
}

function cut(descriptor: number, size: number): void {
  try {
    ftruncateSync(descriptor, size);
  } catch {
    // A device or a pipe; why the line was not written matters more.
  }
}

/** Somebody was killed in the middle of a line: ours must not be glued to it. */
function isTorn(descriptor: number, size: number): boolean {
  if (size === 0) return false;
  const last = Buffer.alloc(1);
  readSync(descriptor, last, 0, 1, size - 1);
  return last.toString() !== NEWLINE;
}

/** A full disk takes a part, and only then refuses. */
function writeAll(descriptor: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length;) {
    written += writeSync(descriptor, bytes, written);
  }
}
