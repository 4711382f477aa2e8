/** The annotations of those who send messages and those who take them. */
import type { Span } from '@opentelemetry/api';
import { annotateBy } from '../annotations/annotate';
import type { MethodAnnotation } from '../annotations/annotation';
import type { AnnotationOptions } from '../annotations/options';
import { declareMessaging } from './messaging-declaration';
import {
  checkMessagingOptions,
  type ConsumerOptions,
  type MessagingOptions,
  type ProducerOptions,
} from './messaging-options';

/**
 * Runs calls in spans as every annotation does, with the names, kinds and
 * attributes of OpenTelemetry's messaging conventions.
 *
 * @see Annotation for what happens to a call
 */
export interface MessagingAnnotation<
  Options extends MessagingOptions,
  RunOptions extends MessagingOptions,
> {
  /**
   * A decorator of methods.
   *
   * @throws TypeError `ERR_EVERSPAN_ANNOTATION_OPTION` for an option that does
   *   not exist, cannot be used, or (`system`) is missing;
   *   `ERR_EVERSPAN_DECORATOR_TARGET` on anything that is not a method
   */
  (options: Options): MethodAnnotation;
  /**
   * Runs `fn` now, in a span, and returns what it returns.
   *
   * @throws TypeError `ERR_EVERSPAN_ANNOTATION_OPTION`,
   *   `ERR_EVERSPAN_NOT_A_FUNCTION`; else only what `fn` throws
   */
  run<Result>(
    options: RunOptions,
    fn: (this: undefined, span: Span) => Result,
  ): Result;
  /**
   * A function like `fn`, each call of which runs in a span.
   *
   * @throws TypeError `ERR_EVERSPAN_ANNOTATION_OPTION`,
   *   `ERR_EVERSPAN_NOT_A_FUNCTION`
   */
  wrap<Fn extends (this: never, ...args: never[]) => unknown>(
    options: Options,
    fn: Fn,
  ): Fn;
}

/**
 * Annotates what sends a message: a span `send orders` of kind PRODUCER.
 *
 * It does not send the context by itself: give the message's headers to
 * `inject` inside.
 *
 * @example
 * ```ts
 * import { inject, producer } from 'everspan/messaging';
 *
 * declare const channel: {
 *   publish(queue: string, body: Buffer, options: object): void;
 * };
 *
 * const send = producer.wrap(
 *   { system: 'rabbitmq', destination: 'orders' },
 *   (order: object) => {
 *     const body = Buffer.from(JSON.stringify(order));
 *     channel.publish('orders', body, { headers: inject({}) });
 *   },
 * );
 * ```
 */
export const producer: MessagingAnnotation<
  ProducerOptions,
  ProducerOptions<[], undefined>
> = annotateMessaging('producer');

/**
 * Annotates what handles a message (`message`) or a batch (`messages`): a span
 * `process orders` of kind CONSUMER, with a link to each sender.
 *
 * It is below the sender's span, or with `continuation: 'link'` a trace of its
 * own. What is active where the client calls its handler is ignored. It names
 * what is below it as a workflow does.
 *
 * Beside an instrumentation that has made a CONSUMER span for the same message
 * (amqplib's, kafkajs's), it is the work below that span: INTERNAL, and without
 * `messaging.*`. With `continuation: 'link'` it is a trace linked to that span,
 * unless that has begun one that is linked to the sender.
 *
 * @example
 * ```ts
 * import { consumer } from 'everspan/messaging';
 *
 * interface Message {
 *   readonly content: Buffer;
 *   readonly properties: { readonly headers?: object };
 * }
 *
 * const handle = consumer.wrap(
 *   {
 *     system: 'rabbitmq',
 *     destination: 'orders',
 *     continuation: 'link',
 *     message: (message: Message) => message,
 *   },
 *   async (message: Message) => {
 *     // The work.
 *   },
 * );
 * ```
 */
export const consumer: MessagingAnnotation<
  ConsumerOptions,
  ConsumerOptions<[], undefined>
> = annotateMessaging('consumer');

function annotateMessaging<
  Options extends MessagingOptions,
  RunOptions extends MessagingOptions,
>(kind: 'producer' | 'consumer'): MessagingAnnotation<Options, RunOptions> {
  return annotateBy({
    kind,
    check: (given) => checkMessagingOptions(given, kind),
    declare: (options: AnnotationOptions, subject) =>
      declareMessaging(options as MessagingOptions, subject),
  }) as MessagingAnnotation<Options, RunOptions>;
}
