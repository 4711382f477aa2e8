/**
 * Gives all specs of a run a journal folder of their own: what their programs
 * leave is not for the user's next program, and goes with the run.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'everspan-spec-'));
process.env['EVERSPAN_JOURNAL_DIR'] = folder;
process.on('exit', () => {
  rmSync(folder, { recursive: true, force: true });
});

let count = 0;

/**
 * A folder for one program: backends of later specs may get the port of an
 * earlier one, and would be sent what was left for it.
 */
export function newJournalFolder(): string {
  count += 1;
  return join(folder, String(count));
}
