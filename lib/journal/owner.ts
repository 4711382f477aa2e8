/**
 * Who writes a journal, and whether that process still lives.
 *
 * A process id alone proves nothing: it is given again after a while, it means
 * something else in another container, and it means nothing after a reboot. So
 * it is only believed where everything around it is the same; elsewhere the
 * file's heartbeat has to tell.
 */
import { readFileSync, readlinkSync } from 'node:fs';
import { threadId } from 'node:worker_threads';

/** One thread of one process, on one boot of one machine. */
export interface Owner {
  readonly machine: string;
  readonly boot: string;
  readonly pidNamespace: string;
  readonly pid: number;
  /** Of the process, in the kernel's ticks since the boot. */
  readonly startTime: string;
  readonly thread: number;
}

/** `unknown`: it cannot be told from here; judge by the heartbeat. */
export type Liveness = 'alive' | 'dead' | 'unknown';

/** What cannot be read is empty, and then nothing is concluded from it. */
const UNREADABLE = '';

const MAIN_THREAD = 0;

/** The thread that calls. */
export function thisOwner(): Owner {
  return {
    machine: text('/etc/machine-id'),
    boot: text('/proc/sys/kernel/random/boot_id'),
    pidNamespace: link('/proc/self/ns/pid'),
    pid: process.pid,
    startTime: statusOf(process.pid)?.startTime ?? UNREADABLE,
    thread: threadId,
  };
}

/** Whether `owner` lives, as `self` can tell. */
export function livenessOf(owner: Owner, self: Owner): Liveness {
  if (!seesTheSame(owner, self)) return 'unknown';
  const found = statusOf(owner.pid);
  if (found === undefined) return 'unknown';
  if (found.isOver || found.startTime !== owner.startTime) return 'dead';
  // The process lives; of its threads only the first surely does.
  return owner.thread === MAIN_THREAD ? 'alive' : 'unknown';
}

/** Whether a process id means the same to both. */
function seesTheSame(owner: Owner, self: Owner): boolean {
  return (
    owner.boot !== UNREADABLE &&
    owner.pidNamespace !== UNREADABLE &&
    owner.startTime !== UNREADABLE &&
    owner.machine === self.machine &&
    owner.boot === self.boot &&
    owner.pidNamespace === self.pidNamespace
  );
}

interface ProcessStatus {
  readonly startTime: string;
  /** It is dead, but its parent has not asked yet how it died. */
  readonly isOver: boolean;
}

const NO_PROCESS: ProcessStatus = { startTime: UNREADABLE, isOver: true };

/**
 * Fields 3 and 22 of `/proc/<pid>/stat`. The command's name before them may
 * hold spaces and parentheses.
 *
 * @returns `undefined` where it cannot be read, for want of descriptors say
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
function statusOf(pid: number): ProcessStatus | undefined {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state = ''] = fields;
    return {
      startTime: fields[19] ?? UNREADABLE,
      isOver: state === 'Z' || state === 'X',
    };
  } catch (error) {
    return isGone(error) ? NO_PROCESS : undefined;
  }
}

function isGone(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOENT' || code === 'ESRCH';
}

function text(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    // Not Linux, or a process that is gone.
    return UNREADABLE;
  }
}

function link(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    // Not Linux, or /proc is hidden.
    return UNREADABLE;
  }
}
