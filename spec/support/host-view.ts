/** What a host shows of itself: the part that everspan must not change. */
import type { FixtureEnd } from './run-fixture';

export interface HostView {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Takes away what may differ: lines of ours, and stack frames that are not
 * the fixture's. For an error thrown through a synchronous call the place
 * that node names above it is the last one that threw it, so that goes too.
 */
export function hostView(
  { code, signal, stdout, stderr }: FixtureEnd,
  thrownThroughUs = false,
): HostView {
  const own = thrownThroughUs ? stderr.replace(LOCATION, '') : stderr;
  return { code, signal, stdout, stderr: withoutOurs(own) };
}

/** The file and line, the source line, and the caret below it. */
const LOCATION = /^.+:\d+\n.*\n\s*\^+\n/m;

/** Node's own warnings name the process. */
const PID = /^\(node:\d+/gm;

/** What node tried before it gave up for want of memory: a matter of luck. */
const GARBAGE = /^<--- Last few GCs --->[^]*?(?=^<--- JS|^FATAL)/m;
const NO_MEMORY = /^FATAL ERROR: .* Allocation failed/m;

function withoutOurs(stderr: string): string {
  return stderr
    .replace(PID, '(node:pid')
    .replace(GARBAGE, '')
    .replace(NO_MEMORY, 'FATAL ERROR: Allocation failed')
    .split('\n')
    .filter((line) => !line.startsWith('everspan:'))
    .filter((line) => !isForeignFrame(line) && !isOfDyingNode(line))
    .join('\n');
}

function isForeignFrame(line: string): boolean {
  return /^\s+at /.test(line) && !/[\\/]fixtures[\\/]/.test(line);
}

/** A numbered frame of a native stack, with its address. */
function isOfDyingNode(line: string): boolean {
  return /^\s*\d+: /.test(line);
}

/** The lines that everspan itself wrote. */
export function ownLines({ stderr }: FixtureEnd): readonly string[] {
  return stderr.split('\n').filter((line) => line.startsWith('everspan:'));
}
