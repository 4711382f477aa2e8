/** The context that came with a message. */
import {
  type Context,
  propagation,
  ROOT_CONTEXT,
  type TextMapGetter,
  trace,
} from '@opentelemetry/api';
import { CONTINUATION_HEADER, isContinuation, withHint } from './continuation';
import { CORRELATION_HEADER, decodeCorrelationId } from './correlation-header';
import { type HeaderReader, readHeaders } from './read-headers';
import { withCorrelationId } from './workflow-context';

/** Under which Azure's libraries write what others call `traceparent`. */
export const DIAGNOSTIC_ID = 'diagnostic-id';

/**
 * The sender's span, baggage and correlation id, and nothing of what is active
 * here: a handler often runs under a span that ended long ago.
 *
 * Whatever is in the headers, it never throws: what cannot be read is not there.
 */
export function extract(carrier: unknown): Context {
  const headers = readHeaders(carrier);
  const sender = senderIn(headers);
  return withHintOf(headers, withCorrelationOf(headers, sender));
}

function senderIn(headers: HeaderReader): Context {
  const context = propagated(headers);
  if (trace.getSpanContext(context)) return context;
  const [traceparent] = headers.get(DIAGNOSTIC_ID);
  if (traceparent === undefined) return context;
  const renamed: HeaderReader = {
    get: (name) => (name === 'traceparent' ? [traceparent] : headers.get(name)),
    keys: () => headers.keys(),
  };
  return propagated(renamed);
}

/** A propagator of the user's may throw. */
function propagated(headers: HeaderReader): Context {
  try {
    return propagation.extract(ROOT_CONTEXT, headers, GETTER);
  } catch {
    return ROOT_CONTEXT;
  }
}

const GETTER: TextMapGetter<HeaderReader> = {
  get: (headers, name) => {
    const values = headers.get(name.toLowerCase());
    if (name === 'traceparent') return values[0] && nearest(values[0]);
    return values.length > 1 ? [...values] : values[0];
  },
  keys: (headers) => [...headers.keys()],
};

/**
 * HTTP joins headers of one name. Where `inject` wrote one, and then an
 * instrumentation of the client, the last is nearest to the wire.
 */
function nearest(traceparent: string): string {
  return traceparent.slice(traceparent.lastIndexOf(',') + 1).trim();
}

function withCorrelationOf(headers: HeaderReader, context: Context): Context {
  const [text] = headers.get(CORRELATION_HEADER);
  const id = text === undefined ? undefined : decodeCorrelationId(text);
  return id === undefined ? context : withCorrelationId(context, id);
}

function withHintOf(headers: HeaderReader, context: Context): Context {
  const [hint] = headers.get(CONTINUATION_HEADER);
  return isContinuation(hint) ? withHint(context, hint) : context;
}
