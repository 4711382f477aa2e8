/** Folders that are gone when the run of the specs is. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** All of a run's folders are in one, so that nothing is left behind. */
let root: string | undefined;

/** A new, empty folder. */
export function temporaryFolder(name = 'folder-'): string {
  root ??= newRoot();
  return mkdtempSync(join(root, name));
}

function newRoot(): string {
  const path = mkdtempSync(join(tmpdir(), 'everspan-spec-'));
  process.on('exit', () => {
    // A child that outlives its spec may still write there.
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  });
  return path;
}
