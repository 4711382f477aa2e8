/**
 * Finds the journals of dead processes and takes them over.
 *
 * A journal is claimed by a rename, which only one of many can do. The claim
 * carries its claimer's name: if that process dies too, the next one takes
 * over from it.
 */
import {
  readdirSync,
  renameSync,
  statSync,
  unlinkSync,
  utimesSync,
} from 'node:fs';
import { join } from 'node:path';
import { wallClockMs } from '../internal/clock';
import { ClaimedFile, ClaimedJournal } from './claimed';
import { maySend, type Binding } from './header';
import { headerIn, type Headers } from './headers';
import { SILENT_MS } from './journal';
import { claimedName, decodeOwner, parseName, unclaimedName } from './name';
import { livenessOf, type Owner } from './owner';

/** Who recovers, and what he may send. */
export interface Recoverer {
  readonly folder: string;
  readonly self: Owner;
  /** Whose spans may be sent; everybody's, where `undefined`. */
  readonly binding: Binding | undefined;
  /** Read in earlier looks; then a look opens a bounded number of files. */
  readonly headers?: Headers;
}

/** A dead process's journal, as it lies in the folder. */
export interface Found extends Files {
  /** For whom its spans are. */
  readonly binding: Binding;
}

/** All files of one journal, oldest first. */
interface Files {
  /** The name that they share. */
  readonly journal: string;
  readonly names: readonly string[];
  readonly bytes: number;
  /** When the last of them was written, in milliseconds since the epoch. */
  readonly writtenMs: number;
  /**
   * When one of them was last written, renamed or beaten for, in milliseconds
   * since the epoch. Nobody can set this time, so a claim is as good a sign of
   * life as a write.
   */
  readonly touchedMs: number;
}

/**
 * The journals of dead processes, oldest first; none of them is claimed yet.
 * Files in which nothing was ever written are removed on the way.
 */
export function findDead(recoverer: Recoverer): readonly Found[] {
  recoverer.headers?.begin();
  const journals = [...journalsIn(recoverer).values()];
  for (const found of journals) removeIfEmpty(found, recoverer.folder);
  return journals
    .flatMap((files) => (files.bytes > 0 ? foundIn(files, recoverer) : []))
    .sort((a, b) => a.writtenMs - b.writtenMs);
}

/**
 * Claims a journal: whoever renames the oldest file has it.
 *
 * @returns `undefined` if somebody else was faster, its process lives after
 * all, or it cannot be read
 */
export function claim(
  found: Found,
  { folder, self }: Recoverer,
): ClaimedJournal | undefined {
  if (touchedSince(found, folder)) return undefined;
  const claimed: string[] = [];
  for (const name of found.names) {
    const ours = claimedName(name, self);
    if (!rename(folder, name, ours)) {
      giveBackNames(folder, claimed);
      return undefined;
    }
    claimed.push(ours);
  }
  return open(folder, claimed);
}

function open(
  folder: string,
  names: readonly string[],
): ClaimedJournal | undefined {
  const files: ClaimedFile[] = [];
  try {
    for (const name of names) files.push(new ClaimedFile(folder, name));
    return new ClaimedJournal(files);
  } catch {
    // A disk that does not give back what it has: another time, perhaps.
    for (const file of files) file.giveBack();
    giveBackNames(folder, names.slice(files.length));
    return undefined;
  }
}

/** The oldest comes last: who gets it must find all others. */
function giveBackNames(folder: string, names: readonly string[]): void {
  for (const name of names.toReversed()) {
    rename(folder, name, unclaimedName(name));
  }
}

const NO_FILES: Files = {
  journal: '',
  names: [],
  bytes: 0,
  writtenMs: 0,
  touchedMs: 0,
};

function journalsIn({
  folder,
  headers,
}: Recoverer): ReadonlyMap<string, Files> {
  const journals = new Map<string, Files>();
  for (const { name, journal } of namesIn(folder)) {
    if (headers?.isForOthers(journal)) continue;
    const file = statusOf(join(folder, name));
    if (!file) continue;
    const before = journals.get(journal) ?? NO_FILES;
    journals.set(journal, {
      journal,
      names: [...before.names, name],
      bytes: before.bytes + file.size,
      writtenMs: Math.max(before.writtenMs, file.mtimeMs),
      touchedMs: Math.max(before.touchedMs, file.ctimeMs),
    });
  }
  return journals;
}

/** A process died before it had written the first byte. */
function removeIfEmpty(found: Files, folder: string): void {
  if (found.bytes > 0 || !isSilent(found)) return;
  for (const name of found.names) {
    try {
      unlinkSync(join(folder, name));
    } catch {
      // Somebody else has removed it.
    }
  }
}

/**
 * A journal whose process and all who claimed a part of it are dead, if it may
 * be sent. One without a readable header says nothing about either.
 */
function foundIn(files: Files, recoverer: Recoverer): readonly Found[] {
  const { folder, self, binding, headers } = recoverer;
  const header = headers ? headers.of(files) : headerIn(folder, files.names);
  if (!header) return [];
  if (binding && !maySend(binding, header.binding)) return [];
  const isDead = [header.owner, ...claimersOf(files)].every((owner) => {
    const liveness = livenessOf(owner, self);
    if (liveness === 'unknown') return isSilentBeyondDoubt(files, folder);
    return liveness === 'dead';
  });
  return isDead ? [{ ...files, binding: header.binding }] : [];
}

function isSilent({ touchedMs }: Files): boolean {
  return wallClockMs() - touchedMs > SILENT_MS;
}

/**
 * After the clock was set back a file may have been touched in a future that
 * takes years to come. So we touch it, which leaves the time of its last write
 * as it is: if nobody else does within the time from now on, it is silent.
 */
function isSilentBeyondDoubt(files: Files, folder: string): boolean {
  if (files.touchedMs < wallClockMs() + SILENT_MS) return isSilent(files);
  for (const name of files.names) touch(join(folder, name));
  return false;
}

function touch(path: string): void {
  try {
    const { atimeMs, mtimeMs } = statSync(path);
    utimesSync(path, atimeMs / 1000, mtimeMs / 1000);
  } catch {
    // Gone, or not ours to touch.
  }
}

function claimersOf({ names }: Files): readonly Owner[] {
  return names.flatMap(
    (name) => decodeOwner(parseName(name)?.claimer ?? '') ?? [],
  );
}

/** Since it was found, its process may have woken, or somebody claimed it. */
function touchedSince({ names, touchedMs }: Files, folder: string): boolean {
  return names.some((name) => {
    const file = statusOf(join(folder, name));
    return !file || file.ctimeMs > touchedMs;
  });
}

/** @returns whether this was the one rename that succeeded */
function rename(folder: string, from: string, to: string): boolean {
  try {
    renameSync(join(folder, from), join(folder, to));
    return true;
  } catch {
    return false;
  }
}

interface Named {
  readonly name: string;
  readonly journal: string;
  readonly generation: number;
}

/** Our files, oldest generation first. */
function namesIn(folder: string): readonly Named[] {
  return entriesOf(folder)
    .flatMap((name) => {
      const parsed = parseName(name);
      return parsed ? [{ name, ...parsed }] : [];
    })
    .sort((a, b) => a.generation - b.generation);
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // No folder, so nothing to recover.
    return [];
  }
}

interface Status {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
}

function statusOf(path: string): Status | undefined {
  try {
    return statSync(path);
  } catch {
    // Removed or renamed since the folder was read.
    return undefined;
  }
}
