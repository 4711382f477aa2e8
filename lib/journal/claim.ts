/**
 * Takes the journals of dead processes over.
 *
 * A journal is claimed by a rename, which only one of many can do. The claim
 * carries its claimer's name: if that process dies too, the next one takes
 * over from it.
 */
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { ClaimedFile, ClaimedJournal } from './claimed';
import type { Found, Recoverer } from './find-dead';
import { giveBack } from './give-back';
import { claimedName } from './name';
import { statusOf } from './listing';

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
    const ours = claimedName(name, self, found.writtenMs);
    if (!rename(folder, name, ours)) {
      giveBackAll(folder, claimed);
      return undefined;
    }
    claimed.push(ours);
  }
  return open(folder, claimed, found.writtenMs);
}

function open(
  folder: string,
  names: readonly string[],
  diedMs: number,
): ClaimedJournal | undefined {
  const files: ClaimedFile[] = [];
  try {
    for (const name of names) files.push(new ClaimedFile(folder, name));
    return new ClaimedJournal(files, diedMs);
  } catch {
    // A disk that does not give back what it has: another time, perhaps.
    for (const file of files) file.close();
    giveBackAll(folder, names);
    return undefined;
  }
}

/** The oldest comes last: who gets it must find all others. */
function giveBackAll(folder: string, names: readonly string[]): void {
  for (const name of names.toReversed()) giveBack(folder, name);
}

/** Since it was found, its process may have woken, or somebody claimed it. */
function touchedSince({ names, touchedMs }: Found, folder: string): boolean {
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
