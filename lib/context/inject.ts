/** Puts the active context into a message that leaves. */
import {
  context as contexts,
  propagation,
  type TextMapSetter,
} from '@opentelemetry/api';
import { reason, warnOnce } from '../internal/diag';
import { type Continuation, CONTINUATION_HEADER } from './continuation';
import { CORRELATION_HEADER, encodeCorrelationId } from './correlation-header';
import { workflowContext } from './workflow-context';
import { type HeaderWriter, headerWriter } from './write-headers';

/** How a message is given the context. */
export interface InjectOptions {
  /**
   * What the receiver should do, unless it decides for itself. For a message
   * that is delayed, retried or stored: `link`.
   */
  readonly continuation?: Continuation | undefined;
  /**
   * Whether the context of a message that carries one already is replaced.
   * `false` keeps the first sender's, for a message that is only passed on.
   * @defaultValue `true`
   */
  readonly overwrite?: boolean | undefined;
}

type Header = readonly [name: string, value: string];

/** A message with little room for headers gets the first of these. */
const BY_IMPORTANCE = ['traceparent', CORRELATION_HEADER, 'tracestate'];

/** Writes what is active into `target`, and never throws. */
export function injectInto(target: unknown, options: InjectOptions): void {
  try {
    const headers = headersToSend(options);
    // Left as it is: mqtt.js never sends a message with empty properties.
    if (headers.length === 0) return;
    const writer = headerWriter(target);
    if (writer === undefined) tell('it is no object');
    else write(writer, headers, options);
  } catch (error) {
    // Frozen, or a method of the client's that throws.
    tell(reason(error));
  }
}

/** What travels with the active context, the most important first. */
export function headersToSend({
  continuation,
}: InjectOptions = {}): readonly Header[] {
  const headers: Header[] = [];
  propagation.inject(contexts.active(), headers, COLLECTOR);
  const id = workflowContext(contexts.active())?.correlationId;
  if (id !== undefined) {
    headers.push([CORRELATION_HEADER, encodeCorrelationId(id)]);
  }
  if (continuation) headers.push([CONTINUATION_HEADER, continuation]);
  return headers.sort(([a], [b]) => rank(a) - rank(b));
}

const COLLECTOR: TextMapSetter<Header[]> = {
  set: (headers, name, value) => {
    headers.push([name, value]);
  },
};

function rank(name: string): number {
  const place = BY_IMPORTANCE.indexOf(name);
  return place === -1 ? BY_IMPORTANCE.length : place;
}

function write(
  writer: HeaderWriter,
  headers: readonly Header[],
  { overwrite = true }: InjectOptions,
): void {
  if (!overwrite && writer.has('traceparent')) return;
  for (const name of staleNames(writer)) writer.delete(name);
  for (const [name, value] of withAliases(headers, writer)) {
    if (writer.room() < 1) {
      tell(`it takes no more headers, and ${name} is one too many`);
      return;
    }
    writer.set(name, value);
  }
}

/** Half of an earlier context beside ours would be worse than none. */
function staleNames({ alsoTraceparentAs }: HeaderWriter): readonly string[] {
  const names = [
    ...propagation.fields(),
    CORRELATION_HEADER,
    CONTINUATION_HEADER,
  ];
  return alsoTraceparentAs === undefined
    ? names
    : [...names, alsoTraceparentAs];
}

function withAliases(
  headers: readonly Header[],
  { alsoTraceparentAs: alias }: HeaderWriter,
): readonly Header[] {
  const [name, value] = headers[0] ?? [];
  if (alias === undefined || name !== 'traceparent' || value === undefined) {
    return headers;
  }
  return [...headers, [alias, value]];
}

function tell(why: string): void {
  warnOnce(
    'WARN_EVERSPAN_CARRIER',
    `the context is left out of a message: ${why}`,
  );
}
