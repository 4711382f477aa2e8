/** Finds the journals of dead processes. */
import { statSync, unlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { wallClockMs } from '../internal/clock';
import { maySend, type Binding } from './header';
import { headerIn, type Headers } from './headers';
import { journalsIn, type Files } from './listing';
import { decodeOwner, parseName } from './name';
import { livenessOf, type Owner } from './owner';
import { SILENT_MS } from './silence';

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

/**
 * The journals of dead processes, oldest first; none of them is claimed yet.
 * Files in which nothing was ever written are removed on the way.
 */
export function findDead(recoverer: Recoverer): readonly Found[] {
  const { folder, headers } = recoverer;
  headers?.begin();
  const isForOthers = (journal: string): boolean =>
    headers?.isForOthers(journal) === true;
  const journals = journalsIn(folder, isForOthers);
  for (const files of journals) removeIfEmpty(files, folder);
  return journals
    .flatMap((files) => (files.bytes > 0 ? foundIn(files, recoverer) : []))
    .sort((a, b) => a.writtenMs - b.writtenMs);
}

/** A process died before it had written the first byte. */
function removeIfEmpty(files: Files, folder: string): void {
  if (files.bytes > 0 || !isSilent(files)) return;
  for (const name of files.names) {
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
 * as it is, to the millisecond: if nobody else does within the time from now
 * on, it is silent.
 */
function isSilentBeyondDoubt(files: Files, folder: string): boolean {
  if (files.touchedMs < wallClockMs() + SILENT_MS) return isSilent(files);
  for (const name of files.names) touch(join(folder, name));
  return false;
}

function touch(path: string): void {
  try {
    const { atimeMs, mtimeMs } = statSync(path);
    utimesSync(path, atimeMs / 1000, Math.round(mtimeMs) / 1000);
  } catch {
    // Gone, or not ours to touch.
  }
}

function claimersOf({ names }: Files): readonly Owner[] {
  return names.flatMap(
    (name) => decodeOwner(parseName(name)?.claimer ?? '') ?? [],
  );
}
