/**
 * Keeps spans that the backend will never take, for a person to look at.
 *
 * Beside the journals, and bounded as they are: the oldest go first. Each file
 * is one export request as it was sent, so it can be sent again by hand.
 */
import { randomBytes } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { wallClockMs } from '../internal/clock';
import { claimFolder } from './directory';
import { JournalFile } from './file';
import { countSpans } from './request';

const NAME = 'rejected';
const RANDOM_BYTES = 6;
/** When, what the backend said, and something nobody else has. */
const PATTERN = /^(?<ms>\d{13})-[\w-]{1,32}-[0-9a-f]{12}\.pb$/;
/** A reader of the folder has to look at each. */
const MAX_FILES = 1_000;
/** Looking through the folder costs more than a file that is too many. */
const FILES_PER_LOOK = 16;

export interface RejectedBounds {
  readonly maxBytes: number;
  readonly maxAgeMs: number;
}

/** The folder `rejected` in the folder of the journals. */
export class Rejected {
  readonly #path: string;
  readonly #bounds: RejectedBounds;
  #keptSinceLook = 0;

  constructor(folder: string, bounds: RejectedBounds) {
    this.#path = join(folder, NAME);
    this.#bounds = bounds;
  }

  /**
   * Writes down an export request and why it was refused. Never throws.
   *
   * @returns the folder, or `undefined` where the disk refuses, too
   */
  keep(request: Uint8Array, why: string): string | undefined {
    if (claimFolder(this.#path).kind === 'refused') return undefined;
    if (!write(join(this.#path, nameFor(why)), request)) return undefined;
    this.#keptSinceLook += 1;
    if (this.#keptSinceLook % FILES_PER_LOOK === 1) this.prune();
    return this.#path;
  }

  /** Removes what is too old or too much, and nothing that is not ours. */
  prune(): void {
    const files = filesIn(this.#path);
    const oldest = wallClockMs() - this.#bounds.maxAgeMs;
    let bytes = files.reduce((sum, { size }) => sum + size, 0);
    files.forEach(({ path, size, ms }, index) => {
      const isTooMany = files.length - index > MAX_FILES;
      const isTooMuch = bytes > this.#bounds.maxBytes;
      if (ms >= oldest && !isTooMany && !isTooMuch) return;
      bytes -= size;
      remove(path);
    });
  }
}

/** What lies there, for whomever. */
export interface RejectedSpans {
  readonly path: string;
  readonly spans: number;
}

/** Counts what was refused; `folder` is that of the journals. */
export function rejectedIn(folder: string): RejectedSpans {
  const path = join(folder, NAME);
  const spans = filesIn(path).map((file) => spansOf(file.path));
  return { path, spans: spans.reduce((sum, each) => sum + each, 0) };
}

/** `HTTP 400` is `HTTP-400` in a file's name. */
function nameFor(why: string): string {
  const said = why.replace(/\W+/g, '-').slice(0, 32) || 'refused';
  const random = randomBytes(RANDOM_BYTES).toString('hex');
  return `${String(wallClockMs())}-${said}-${random}.pb`;
}

function write(path: string, request: Uint8Array): boolean {
  let file: JournalFile | undefined;
  try {
    file = JournalFile.create(path);
    file.append(request);
    file.close();
    return true;
  } catch {
    // A full disk: the refusal is counted and told of all the same.
    file?.remove();
    return false;
  }
}

interface RejectedFile {
  readonly path: string;
  readonly ms: number;
  readonly size: number;
}

/** Oldest first. */
function filesIn(folder: string): readonly RejectedFile[] {
  return entriesOf(folder)
    .flatMap((name) => fileOf(folder, name) ?? [])
    .sort((a, b) => a.ms - b.ms);
}

function fileOf(folder: string, name: string): RejectedFile | undefined {
  const ms = PATTERN.exec(name)?.groups?.['ms'];
  if (ms === undefined) return undefined;
  const path = join(folder, name);
  try {
    return { path, ms: Number(ms), size: lstatSync(path).size };
  } catch {
    // Removed by another process since the folder was read.
    return undefined;
  }
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Nothing was ever refused, or it cannot be read.
    return [];
  }
}

function spansOf(path: string): number {
  try {
    return countSpans(readFileSync(path));
  } catch {
    // Removed meanwhile.
    return 0;
  }
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // Another process was faster.
  }
}
