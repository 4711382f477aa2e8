/** Leaves a claimed file to the next recoverer, as it was found. */
import { renameSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { parseName, unclaimedName } from './name';

/**
 * The name of a claimed file says when its process died; without it the time
 * of the last write has to say so again, and ours is none of its process.
 * Never throws.
 */
export function giveBack(folder: string, name: string): void {
  const path = join(folder, name);
  try {
    const diedMs = parseName(name)?.diedMs;
    if (diedMs !== undefined) utimesSync(path, diedMs / 1000, diedMs / 1000);
    renameSync(path, join(folder, unclaimedName(name)));
  } catch {
    // It is gone, or it stays ours until this process ends.
  }
}
