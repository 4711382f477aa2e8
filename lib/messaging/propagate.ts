/** Context into a message that leaves, and out of one that came. */
import type { Context } from '@opentelemetry/api';
import { extract as contextOf } from '../context/extract';
import { injectInto, type InjectOptions } from '../context/inject';

/**
 * Writes the active trace context, baggage and correlation id into `target`,
 * a message or its headers, and returns `target`.
 *
 * The shape is recognised: text headers, lists of headers (librdkafka),
 * `Headers`, `Map` and NATS headers, and messages that have a place for them:
 * `headers`, `properties.headers`, MQTT's `properties`, `applicationProperties`,
 * `MessageAttributes` (or anything with a `QueueUrl` or `TopicArn`), BullMQ's
 * `telemetry`, and the `env` of a child process, which gets `TRACEPARENT`. For
 * anything else give `{ carrier, setter }`.
 *
 * An earlier context in `target` is replaced. Never throws: what cannot be
 * written into (frozen, or full with SQS's ten attributes) is told once
 * (`WARN_EVERSPAN_CARRIER`) and sent as it is. Where nothing is active,
 * nothing is written.
 *
 * @example
 * ```ts
 * import { inject } from 'everspan/messaging';
 *
 * declare function publish(topic: string, message: object): void;
 *
 * publish('orders', { value: 'paid', headers: inject({}) });
 * ```
 */
export function inject<Target>(
  target: Target,
  options: InjectOptions = {},
): Target {
  injectInto(target, options);
  return target;
}

/**
 * The context that came with a message: the sender's span, its baggage and its
 * correlation id; nothing of what is active here.
 *
 * `carrier` is a message as its client hands it out, its headers, a token of
 * `suspend`, `process.env`, or JSON of these; or `{ carrier, getter }`. What is not there or
 * cannot be read is left out. Never throws.
 *
 * @example
 * ```ts
 * import { context } from '@opentelemetry/api';
 * import { extract } from 'everspan/messaging';
 *
 * declare const request: { headers: Record<string, string> };
 *
 * context.with(extract(request), () => {
 *   // Spans that start here are children of the caller's.
 * });
 * ```
 */
export function extract(carrier: unknown): Context {
  return contextOf(carrier);
}
