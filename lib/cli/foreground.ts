/**
 * Whether Ctrl-C on a terminal reaches this process, and so its children by
 * themselves: all of the terminal's foreground group get it.
 */
import { readFileSync } from 'node:fs';
import { isatty } from 'node:tty';

const STDIN = 0;

/** Asked anew each time: a shell can move a job to the background. */
export function isInForeground(): boolean {
  try {
    return isForegroundIn(readFileSync('/proc/self/stat', 'utf8'));
  } catch {
    // Not Linux: who reads from a terminal is most likely in front of it.
    return isatty(STDIN);
  }
}

/**
 * Field 5 of `/proc/<pid>/stat` is the process's group, field 8 the one in
 * the foreground of its terminal, -1 without a terminal. Pure.
 *
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
export function isForegroundIn(stat: string): boolean {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[2] !== undefined && fields[2] === fields[5];
}
