/**
 * Fails the run for an error that comes when its spec file is over.
 *
 * `mocha --parallel` does not hear of it: the worker dies, and another one takes
 * the next file. So the worker leaves the error where the first process looks
 * before it ends.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder';

/** Tells workers the folder, and that they are workers. */
const FOLDER = 'SPEC_LATE_ERRORS';

const given = process.env[FOLDER];
if (given === undefined) failForThoseIn((process.env[FOLDER] = newFolder()));
else leaveOwnIn(given);

function newFolder(): string {
  return temporaryFolder('late-errors-');
}

function failForThoseIn(folder: string): void {
  // First, while the folder is there; mocha would set an exit code of its own.
  process.prependListener('exit', () => {
    if (readdirSync(folder).length > 0) process.exit(1);
  });
}

function leaveOwnIn(folder: string): void {
  process.on('uncaughtExceptionMonitor', () => {
    // While a file is run, mocha listens, and the error is that of a test.
    if (process.listenerCount('uncaughtException') > 0) return;
    writeFileSync(join(folder, String(process.pid)), '');
  });
}
