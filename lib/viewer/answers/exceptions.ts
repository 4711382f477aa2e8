/** The exceptions a span recorded. Pure. */
import type { ReceivedEvent, ReceivedSpan } from '../store/received-span';

/** @see https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-spans/ */
export interface ReceivedException {
  readonly type: string;
  /** Its first line. */
  readonly message: string;
  /** The lines of the stack that name a place, trimmed. */
  readonly frames: readonly string[];
}

/** Its `exception` events, in order; of one without a type, `Error`. */
export function exceptionsOf(span: ReceivedSpan): readonly ReceivedException[] {
  return span.events
    .filter(({ name }) => name === 'exception')
    .map(exceptionOf);
}

function exceptionOf(event: ReceivedEvent): ReceivedException {
  const [message = ''] = textOf(event, 'exception.message').split('\n', 1);
  const stack = textOf(event, 'exception.stacktrace').split('\n');
  return {
    type: textOf(event, 'exception.type') || 'Error',
    message,
    frames: stack.map((line) => line.trim()).filter(isFrame),
  };
}

/** Below the message, V8 writes one `at` line per frame. */
function isFrame(line: string): boolean {
  return line.startsWith('at ');
}

function textOf({ attributes }: ReceivedEvent, key: string): string {
  const value = attributes[key];
  return typeof value === 'string' ? value : '';
}
