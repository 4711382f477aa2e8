/**
 * Beside an instrumentation of a message client, which makes a span of its own
 * for every message, and calls the handler under it.
 *
 * That span and ours would tell of the same message twice, so ours then is the
 * work below the other's. What is asked of it is what SDK spans show beyond
 * the API; where a span shows nothing, it is taken for a stranger.
 */
import {
  type Attributes,
  type Context,
  isSpanContextValid,
  type Link,
  type Span,
  type SpanContext,
  SpanKind,
  type SpanOptions,
  trace,
} from '@opentelemetry/api';
import { KIND } from '../internal/attributes';

/** A span of the SDK, as far as it is looked at. */
interface ShownSpan extends Span {
  readonly kind?: unknown;
  readonly attributes?: Attributes;
  readonly parentSpanContext?: SpanContext;
  readonly links?: readonly Link[];
}

/** A span for a message that another library made. */
export interface OthersConsumer {
  readonly span: Span;
  /** Whether it began a trace of its own, with a link to the sender. */
  readonly isLinkedRoot: boolean;
}

/** The active span, if another library made it for the message of `sender`. */
export function othersConsumer(
  active: Context,
  sender: Context,
): OthersConsumer | undefined {
  const span = trace.getSpan(active);
  const from = trace.getSpanContext(sender);
  if (!from || !isSpanContextValid(from) || !isOthers(span)) return;
  const { parentSpanContext, links = [] } = span;
  if (isSame(parentSpanContext, from)) return { span, isLinkedRoot: false };
  if (!links.some(({ context }) => isSame(context, from))) return;
  return { span, isLinkedRoot: parentSpanContext === undefined };
}

/** Whether it is a consumer's that no annotation of ours has made. */
function isOthers(span: Span | undefined): span is ShownSpan {
  if (!span?.isRecording()) return false;
  const { kind, attributes } = span as ShownSpan;
  return kind === SpanKind.CONSUMER && attributes?.[KIND] === undefined;
}

function isSame(a: SpanContext | undefined, b: SpanContext): boolean {
  return a?.spanId === b.spanId && a.traceId === b.traceId;
}

/** What the other's span tells already is taken out of `options`. */
export function tellNoMessaging(options: SpanOptions): void {
  options.kind = SpanKind.INTERNAL;
  const own = Object.entries(options.attributes ?? {}).filter(
    ([key]) => !key.startsWith('messaging.'),
  );
  options.attributes = Object.fromEntries(own);
}
