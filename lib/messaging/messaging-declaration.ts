/** What a producer or a consumer declares, in the words of the conventions. */
import type { Attributes } from '@opentelemetry/api';
import { declare, type Subject } from '../annotations/declare';
import { received } from '../internal/errors';
import { isCallable } from '../internal/kind-of-value';
import type { Consuming } from '../span/incoming';
import type { Declaration } from '../span/declaration';
import { UserFunction } from '../span/user-function';
import {
  CLIENT_ID,
  CONSUMER_GROUP,
  DESTINATION_ANONYMOUS,
  DESTINATION_NAME,
  DESTINATION_PARTITION,
  DESTINATION_TEMPLATE,
  DESTINATION_TEMPORARY,
  KIND_OF,
  type Operation,
  OPERATION_NAME,
  OPERATION_TYPE,
  SERVER_ADDRESS,
  SERVER_PORT,
  SUBSCRIPTION_NAME,
  systemAttributes,
} from './conventions';
import { messageDescriber } from './describe-message';
import type { MessagingOptions } from './messaging-options';

/** What checked options of a producer or a consumer declare of `subject`. */
export function declareMessaging(
  options: MessagingOptions,
  subject: Subject,
): Declaration {
  const isConsumer = subject.kind === 'consumer';
  const operation = options.operation ?? (isConsumer ? 'process' : 'send');
  const name = options.name ?? nameOf(options, operation);
  const declared = declare({ ...options, name }, subject);
  const fixed = fixedAttributes(options, operation);
  return {
    ...declared,
    spanKind: options.spanKind ?? KIND_OF[operation],
    attributes: { ...fixed, ...declared.attributes },
    attributesOf: attributesOf(options, declared),
    consuming: isConsumer ? consumingOf(options.system) : undefined,
  };
}

/**
 * `process orders`. What is made up per customer or per connection is no name:
 * it would have as many names as there are customers.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/#span-name
 */
function nameOf(options: MessagingOptions, operation: Operation): string {
  const { destination, destinationTemplate, anonymous, temporary } = options;
  const doing = options.operationName ?? operation;
  if (destinationTemplate !== undefined)
    return `${doing} ${destinationTemplate}`;
  const isPassing = anonymous === true || temporary === true;
  if (typeof destination !== 'string' || isPassing) return doing;
  return `${doing} ${destination}`;
}

function fixedAttributes(
  options: MessagingOptions,
  operation: Operation,
): Attributes {
  const { destination, partition } = options;
  return withoutUndefined({
    ...systemAttributes(options.system),
    [OPERATION_NAME]: options.operationName ?? operation,
    [OPERATION_TYPE]: operation,
    [DESTINATION_NAME]:
      typeof destination === 'string' ? destination : undefined,
    [DESTINATION_TEMPLATE]: options.destinationTemplate,
    [DESTINATION_ANONYMOUS]: options.anonymous,
    [DESTINATION_TEMPORARY]: options.temporary,
    [DESTINATION_PARTITION]:
      partition === undefined ? undefined : String(partition),
    [SUBSCRIPTION_NAME]: options.subscription,
    [CONSUMER_GROUP]: options.consumerGroup,
    [CLIENT_ID]: options.clientId,
    [SERVER_ADDRESS]: options.serverAddress,
    [SERVER_PORT]: options.serverPort,
  });
}

function withoutUndefined(attributes: Attributes): Attributes {
  const given = Object.entries(attributes).filter(
    ([, value]) => value !== undefined,
  );
  return Object.fromEntries(given);
}

/** The user's function, and the destination where it is of the call. */
function attributesOf(
  { destination }: MessagingOptions,
  { kind, name, attributesOf: users }: Declaration,
): UserFunction | undefined {
  if (!isCallable(destination)) return users;
  const whose = `${kind} ${received(name)}`;
  const asked = new UserFunction(
    destination,
    `\`destination\` of ${whose}`,
    'destination',
  );
  const together = function (this: unknown, ...args: unknown[]): unknown {
    const answer = asked.ask(this, args);
    const found =
      typeof answer === 'string' ? { [DESTINATION_NAME]: answer } : {};
    return { ...found, ...(users?.ask(this, args) as object | undefined) };
  };
  return new UserFunction(together, `\`attributes\` of ${whose}`, 'attributes');
}

/**
 * The conventions want a link to the sender even where it is the parent: who
 * looks for messages looks at links.
 */
function consumingOf(system: string): Consuming {
  return {
    describe: messageDescriber(system),
    linksParent: true,
  };
}
