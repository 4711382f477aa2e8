/**
 * Tells people what happened: one line on stderr per code and subject, never
 * more.
 *
 * Every line begins with `everspan:` so that it can be told apart from the
 * host's output. It is written to the descriptor, not by `console`, because a
 * host may have replaced or spied on `console`, and because it must also work
 * while the process is dying.
 */
import { writeSync } from 'node:fs';
import { variable } from './env';
import { received, type WarningCode } from './errors';

const STDERR = 2;

/** Characters of one line: a backend may answer with a whole page. */
const MAX_LINE = 500;

/** How often each code has occurred; those that did not are left out. */
export type Warnings = Readonly<Partial<Record<WarningCode, number>>>;

/** How often each code occurred. */
const occurrences = new Map<WarningCode, number>();
/** What was printed, by code and subject. */
const told = new Set<string>();

/**
 * Prints `message` the first time `code` occurs; counts it every time.
 *
 * @param subject where one code has several, each is told once: the name of a
 * variable, for example. One of a few fixed texts, for it is remembered.
 */
export function warnOnce(
  code: WarningCode,
  message: string,
  subject = '',
): void {
  const key = `${code} ${subject}`;
  if (told.has(key)) count(code);
  else warn(code, message);
  told.add(key);
}

/** Prints `message` and counts it; the caller bounds how often. */
export function warn(code: WarningCode, message: string): void {
  count(code);
  say(`${oneLine(message)} (${code})`);
}

function count(code: WarningCode): void {
  occurrences.set(code, warningCount(code) + 1);
}

/** How often `code` has occurred so far. */
export function warningCount(code: WarningCode): number {
  return occurrences.get(code) ?? 0;
}

/** How often each code has occurred so far, told or not. */
export function warningCounts(): Warnings {
  return Object.fromEntries(occurrences);
}

/** Forgets what was told; for specs. */
export function resetWarnings(): void {
  occurrences.clear();
  told.clear();
}

/** Reports a failure of our own without ever becoming one. */
export function reportInternal(where: string, error: unknown): void {
  warnOnce('WARN_EVERSPAN_INTERNAL', `${where} failed: ${reason(error)}`);
}

/** One short line for any thrown value. */
export function reason(error: unknown): string {
  try {
    const text: unknown = error instanceof Error ? error.message : undefined;
    return typeof text === 'string' ? text : received(error);
  } catch {
    // A throwing `message` getter.
    return 'unknown';
  }
}

/** Writes one line of ours, unless `EVERSPAN_LOG=off`. */
export function say(message: string): void {
  if (variable('EVERSPAN_LOG') === 'off') return;
  try {
    writeSync(STDERR, `everspan: ${message}\n`);
  } catch {
    // A full or closed pipe: there is nobody left to tell, and a tracing
    // library must not make the host wait or fail for its own messages.
  }
}

/** Others' texts are in it: no line breaks, no control of the terminal. */
function oneLine(message: string): string {
  const printable = message.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return printable.length <= MAX_LINE
    ? printable
    : `${printable.slice(0, MAX_LINE)}…`;
}
