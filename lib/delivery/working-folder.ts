/**
 * Where this process works, for threads that cannot start in a folder that is
 * gone: an old release lives on in one after a deployment.
 */
import { closeSync, openSync, realpathSync } from 'node:fs';

/** Linux has it always, and nobody can leave a file in it. */
const REFUGE = '/proc';
const HERE = '.';

/**
 * Runs `fn` in the present folder, or meanwhile in another if that is gone.
 *
 * @throws where there is no other, or a thread may not go there
 */
export function inFolderThatIs<Result>(fn: () => Result): Result {
  if (!isGone()) return fn();
  const here = openSync(HERE, 'r');
  process.chdir(REFUGE);
  try {
    return fn();
  } finally {
    // It has no path, but while it is open it can be found by its descriptor.
    process.chdir(`/proc/self/fd/${String(here)}`);
    closeSync(here);
  }
}

function isGone(): boolean {
  try {
    // Node keeps in mind what `process.cwd()` was.
    realpathSync.native(HERE);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
}
