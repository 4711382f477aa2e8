/** Messages that one annotated call sends and another handles. */
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { task, workflow } from '../../lib/annotations/annotations';
import type { AnnotationOptions } from '../../lib/annotations/options';
import type { Continuation } from '../../lib/context/continuation';
import { inject } from '../../lib/messaging/propagate';
import type { Recorder } from '../support/recorder';

export interface Message {
  readonly headers: object;
}

export interface Messages {
  /** A message about `order-7`, and the ended span that sent it. */
  send(wish?: Continuation): readonly [Message, ReadableSpan];
  /** The ended span of a call that was given `message`. */
  handle(message: unknown, options: AnnotationOptions): ReadableSpan;
}

export function messagesOf(recorder: Recorder): Messages {
  return {
    send: (continuation) => {
      const options = { name: 'send', correlationId: 'order-7' };
      const headers = workflow.run(options, () => inject({}, { continuation }));
      return [{ headers }, recorder.take('send')];
    },
    handle: (message, options) => {
      const named = { name: 'handle', ...options };
      task.wrap(named, (each: unknown) => each)(message);
      return recorder.take('handle');
    },
  };
}

export function linkedTo({ links }: ReadableSpan): readonly string[] {
  return links.map(({ context: { spanId } }) => spanId);
}

export function isRoot({ parentSpanContext }: ReadableSpan): boolean {
  return parentSpanContext === undefined;
}
