/** What lies in a folder of journals, as the names and times of the files say. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseName, type JournalName } from './name';

/** All files of one journal, oldest first. */
export interface Files {
  /** The name that they share. */
  readonly journal: string;
  readonly names: readonly string[];
  readonly bytes: number;
  /** When its process wrote last, in whole milliseconds since the epoch. */
  readonly writtenMs: number;
  /**
   * When one of them was last written, renamed or beaten for, in milliseconds
   * since the epoch. Nobody can set this time, so a claim is as good a sign of
   * life as a write.
   */
  readonly touchedMs: number;
}

const NO_FILES: Files = {
  journal: '',
  names: [],
  bytes: 0,
  writtenMs: 0,
  touchedMs: 0,
};

/** @param isSkipped which journals are left out, by their names */
export function journalsIn(
  folder: string,
  isSkipped: (journal: string) => boolean,
): readonly Files[] {
  const journals = new Map<string, Files>();
  for (const named of namesIn(folder)) {
    if (isSkipped(named.journal)) continue;
    const status = statusOf(join(folder, named.name));
    if (!status) continue;
    const before = journals.get(named.journal) ?? NO_FILES;
    journals.set(named.journal, withFile(before, named, status));
  }
  return [...journals.values()];
}

function withFile(before: Files, named: Named, status: Status): Files {
  return {
    journal: named.journal,
    names: [...before.names, named.name],
    bytes: before.bytes + status.size,
    writtenMs: Math.max(before.writtenMs, writtenMs(named, status)),
    touchedMs: Math.max(before.touchedMs, status.ctimeMs),
  };
}

/**
 * A claimer writes too, and may be killed in the midst of it. So what he found
 * stands in the name, which changes at once or not at all; and everybody is to
 * tell the same end, so it is as coarse as a name and a beat can say it.
 */
function writtenMs({ diedMs }: Named, { mtimeMs }: Status): number {
  return diedMs ?? Math.round(mtimeMs);
}

interface Named extends JournalName {
  readonly name: string;
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

/** `undefined` if it was removed or renamed since the folder was read. */
export function statusOf(path: string): Status | undefined {
  try {
    return statSync(path);
  } catch {
    return undefined;
  }
}
