/** What everspan says on stderr, instead of saying it there. */
import fs from 'node:fs';
import { resetWarnings } from '../../lib/internal/diag';

const STDERR = 2;

/**
 * Listens during each spec of the `describe` it is called in, where nothing
 * has been told yet. Returns what gives the lines of the spec so far.
 */
export function overhearing(): () => readonly string[] {
  const { writeSync } = fs;
  let written = '';
  beforeEach(() => {
    resetWarnings();
    written = '';
    fs.writeSync = ((fd: number, ...rest: [string]) => {
      if (fd !== STDERR) return writeSync(fd, ...rest);
      written += rest[0];
      return Buffer.byteLength(rest[0]);
    }) as typeof writeSync;
  });
  afterEach(() => {
    fs.writeSync = writeSync;
    resetWarnings();
  });
  return () => written.split('\n').slice(0, -1);
}
