/**
 * Where journals lie and whether any of them needs somebody. Light: who only
 * looks must not load what sends.
 */
import { variable } from '../internal/env';
import { openDirectory } from '../journal/directory';
import { thisOwner } from '../journal/owner';
import { findDead, type Recoverer } from '../journal/find-dead';

/** The usual folder; `undefined` where no journals are written. */
export function usualFolder(): string | undefined {
  if (variable('EVERSPAN_JOURNAL')?.toLowerCase() === 'off') return undefined;
  const folder = openDirectory(variable('EVERSPAN_JOURNAL_DIR'));
  return folder.kind === 'usable' ? folder.path : undefined;
}

/**
 * Whether dead processes left anything in `folder`, for whomever.
 *
 * @param sinceMs what was written before does not count; since the epoch
 */
export function hasLeftIn(folder: string, sinceMs: number): boolean {
  const dead = findDead(everybodysIn(folder));
  return dead.some(({ writtenMs }) => writtenMs >= sinceMs);
}

/** Somebody who may look at all that lies in `folder`. */
export function everybodysIn(folder: string): Recoverer {
  return { folder, self: thisOwner(), binding: undefined };
}
