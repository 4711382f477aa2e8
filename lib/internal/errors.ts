/**
 * Every coded mistake everspan can report, in one table.
 *
 * Programmer mistakes are thrown, at decoration or at `init`; nothing is
 * thrown later. What goes wrong afterwards is told once on stderr under one
 * of the `WARN_` codes and counted in `stats()`.
 */
import { kindOfValue } from './kind-of-value';

export const ERRORS = {
  ERR_EVERSPAN_DECORATOR_TARGET:
    'An annotation stands on something that is not a method.',
  ERR_EVERSPAN_ANNOTATION_OPTION:
    'An annotation was given an option it does not take.',
  ERR_EVERSPAN_NOT_A_FUNCTION:
    '`run`, `wrap`, `resume`, `associate` or `withCorrelation` was given no function.',
  ERR_EVERSPAN_CORRELATION_ID:
    '`withCorrelation` was given what is no correlation id.',
  ERR_EVERSPAN_ATTRIBUTES: '`associate` was given no object of attributes.',
  ERR_EVERSPAN_NOT_A_CLASS: '`annotationsOf` was given no class.',
  ERR_EVERSPAN_INIT_OPTION:
    '`init` or `processor` was given an option it does not take.',
  ERR_EVERSPAN_USAGE: 'The command line was given what it does not take.',
  ERR_EVERSPAN_PORT_TAKEN: 'The port that a viewer was to listen on is taken.',
  ERR_EVERSPAN_OTLP_BODY: 'A body sent to the viewer is no OTLP request.',
  ERR_EVERSPAN_RECORDER_OPTION: 'A recorder was given what it does not take.',
  ERR_EVERSPAN_RECORDER_BUSY:
    'A recorder was started while another one records.',
  ERR_EVERSPAN_SPAN_NOT_FOUND:
    'No recorded span is the one that a test wants to take.',
  ERR_EVERSPAN_SPANS_LEFT: 'A test left spans that it did not take.',
} as const;

export const WARNINGS = {
  WARN_EVERSPAN_VARIABLE:
    'An environment variable has a value that cannot be used.',
  WARN_EVERSPAN_ENDPOINT:
    'A base URL ends in `/v1/traces`, which is appended to it once more.',
  WARN_EVERSPAN_INIT_TWICE:
    '`init` or `processor` was called again, or one beside the other, with other options.',
  WARN_EVERSPAN_FOREIGN_PROVIDER:
    'A tracer provider was there before `init`; delivery is its owner’s.',
  WARN_EVERSPAN_UNREACHABLE: 'The backend cannot be reached; spans wait.',
  WARN_EVERSPAN_REFUSED: 'The backend refused spans for good.',
  WARN_EVERSPAN_DROPPED: 'Spans were dropped because a bound was reached.',
  WARN_EVERSPAN_UNDELIVERED: 'The process ended before all spans were taken.',
  WARN_EVERSPAN_JOURNAL:
    'The journal cannot be written; spans are kept in memory only.',
  WARN_EVERSPAN_CARRIER: 'A message could not be given the context.',
  WARN_EVERSPAN_USER_CODE:
    'A function given to an annotation or to `init` failed.',
  WARN_EVERSPAN_INTERNAL: 'everspan itself failed; the program went on.',
} as const;

export type ErrorCode = keyof typeof ERRORS;
export type WarningCode = keyof typeof WARNINGS;

/** A programmer's mistake, reported where it was made. */
export interface EverspanError extends TypeError {
  readonly code: ErrorCode;
}

/**
 * Makes the error for `code`: what is wrong, what was received, what to do.
 * It is a plain `TypeError` with a `code`, so that no copy of this library
 * is needed to recognise it.
 */
export function everspanError(code: ErrorCode, detail: string): EverspanError {
  const error = new TypeError(`${code}: ${detail}`);
  return Object.assign(error, { code });
}

/** Names a received value in an error message: short, and never throwing. */
export function received(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 80));
  if (typeof value === 'bigint') return `${String(value)}n`;
  if (typeof value === 'function') return kindOfValue(value);
  if (typeof value !== 'object' || value === null) return String(value);
  return kindOfValue(value);
}
