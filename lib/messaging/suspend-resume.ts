/** To put work aside and go on with it later, in whatever process. */
import type { Span } from '@opentelemetry/api';
import { workflow } from '../annotations/annotations';
import { checkOptions } from '../annotations/check-options';
import type { AnnotationOptions } from '../annotations/options';
import { headersToSend } from '../context/inject';
import { everspanError, received } from '../internal/errors';
import { isCallable } from '../internal/kind-of-value';

/** What `suspend` gives: plain data, to be stored as it is. */
export type Token = Readonly<Record<string, string>>;

/**
 * What is active here (trace, baggage, correlation id) as plain data, to be
 * stored in a row, an outbox or a job, and given to `resume` later. It holds no
 * attributes and no captured data. Never throws; outside of everything it is
 * `{}`.
 *
 * @example
 * ```ts
 * import { suspend } from 'everspan/messaging';
 *
 * declare function insert(table: string, row: object): Promise<void>;
 *
 * await insert('outbox', { event: 'paid', token: suspend() });
 * ```
 */
export function suspend(): Token {
  return Object.fromEntries(headersToSend());
}

/**
 * Goes on with what was put aside: runs `fn` as a workflow of its own, linked
 * to where `suspend` was called, with the same correlation id.
 *
 * A token that cannot be read, or none, is no error: the work then begins
 * anew. A token may be used many times; each use has its link.
 *
 * @param token what `suspend` gave, or the same as JSON
 * @param given the name of the span, or options; `continuation` is `link`
 *   unless they say otherwise
 * @returns what `fn` returns; what it throws is thrown on
 * @throws TypeError `ERR_EVERSPAN_ANNOTATION_OPTION`,
 *   `ERR_EVERSPAN_NOT_A_FUNCTION`
 * @example
 * ```ts
 * import { resume } from 'everspan/messaging';
 *
 * declare const row: { token: Record<string, string> };
 *
 * await resume(row.token, 'publish paid', async () => {
 *   // Minutes later, in another process.
 * });
 * ```
 */
export function resume<Result>(
  token: unknown,
  given: string | AnnotationOptions<[], undefined>,
  fn: (this: undefined, span: Span) => Result,
): Result {
  const options = checkOptions(given, 'resume');
  if (!isCallable(fn)) throw noFunction(fn);
  const message = (): unknown => token;
  return workflow.run({ continuation: 'link', message, ...options }, fn);
}

function noFunction(fn: unknown): Error {
  return everspanError(
    'ERR_EVERSPAN_NOT_A_FUNCTION',
    'resume takes a token, a name or options, and then a function, got ' +
      received(fn),
  );
}
