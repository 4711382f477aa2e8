/**
 * Gives all specs of a run a journal folder of their own: what their programs
 * leave is not for the user's next program, and goes with the run.
 */
import { temporaryFolder } from './temporary-folder';

process.env['EVERSPAN_JOURNAL_DIR'] = temporaryFolder('journal-');

/**
 * A folder for one program: backends of later specs may get the port of an
 * earlier one, and would be sent what was left for it.
 */
export function newJournalFolder(): string {
  return temporaryFolder('journal-');
}
