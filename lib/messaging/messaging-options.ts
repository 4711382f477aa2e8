/** What `producer` and `consumer` can be told, and the check of it. */
import {
  checkOptions,
  isText,
  optionError,
  type Rule,
  RULES,
} from '../annotations/check-options';
import type {
  AnnotationOptions,
  AnyArgs,
  AnyThis,
  OfCall,
} from '../annotations/options';
import { isCallable } from '../internal/kind-of-value';
import type { AnnotationKind } from '../span/annotation-kind';
import type {
  ConsumerOperation,
  Operation,
  ProducerOperation,
} from './conventions';

/** What messages are sent to or taken from, in the conventions' words. */
export interface MessagingOptions<
  Doing extends Operation = Operation,
  Args extends AnyArgs = AnyArgs,
  This = AnyThis,
> extends AnnotationOptions<Args, This> {
  /**
   * The messaging system: `kafka`, `rabbitmq`, `aws.sqs`, `azure.servicebus`,
   * `gcp.pubsub`, or any other by its own name.
   */
  readonly system: string;
  /**
   * The queue or topic, or a function of the call. With a fixed one or a
   * template the span is called `process orders`.
   */
  readonly destination?:
    string | OfCall<string | undefined, Args, This> | undefined;
  /** The destination with its variable parts named: `/customers/{id}`. */
  readonly destinationTemplate?: string | undefined;
  /**
   * What is done.
   * @defaultValue `send` for a producer, `process` for a consumer
   */
  readonly operation?: Doing | undefined;
  /** What the system itself calls it: `publish`, `ack`. @defaultValue `operation` */
  readonly operationName?: string | undefined;
  /** Whether the destination was named by the broker, for this client alone. */
  readonly anonymous?: boolean | undefined;
  /** Whether the destination is gone after its last use. */
  readonly temporary?: boolean | undefined;
  /** The partition within the destination. */
  readonly partition?: string | number | undefined;
  /** The subscription through which messages come. */
  readonly subscription?: string | undefined;
  /** The group of consumers that share the messages. */
  readonly consumerGroup?: string | undefined;
  /** What the client calls itself. */
  readonly clientId?: string | undefined;
  /** Host name of the broker. */
  readonly serverAddress?: string | undefined;
  /** Port of the broker, 1 to 65535. */
  readonly serverPort?: number | undefined;
}

/** Options of those who send. */
export type ProducerOptions<
  Args extends AnyArgs = AnyArgs,
  This = AnyThis,
> = MessagingOptions<ProducerOperation, Args, This>;

/** Options of those who take. */
export type ConsumerOptions<
  Args extends AnyArgs = AnyArgs,
  This = AnyThis,
> = MessagingOptions<ConsumerOperation, Args, This>;

type MessagingRules = Readonly<Record<keyof MessagingOptions, Rule>>;

const TEXT: Rule = { wants: 'a string that is not empty', accepts: isText };
const FLAG: Rule = {
  wants: 'true or false',
  accepts: (value) => typeof value === 'boolean',
};
const MAX_PORT = 65_535;

function rulesFor(operations: readonly string[]): MessagingRules {
  return {
    ...RULES,
    system: { ...TEXT, wants: 'the name of a messaging system' },
    destination: {
      wants: 'a string that is not empty, or a function of the call,',
      accepts: (value) => isText(value) || isCallable(value),
    },
    destinationTemplate: TEXT,
    operation: {
      wants: operations.map((each) => `'${each}'`).join(' or '),
      accepts: (value) => operations.includes(value as string),
    },
    operationName: TEXT,
    anonymous: FLAG,
    temporary: FLAG,
    partition: {
      wants: 'a string or a whole number',
      accepts: (value) => isText(value) || Number.isSafeInteger(value),
    },
    subscription: TEXT,
    consumerGroup: TEXT,
    clientId: TEXT,
    serverAddress: TEXT,
    serverPort: { wants: 'a port, 1 to 65535,', accepts: isPort },
  };
}

function isPort(value: unknown): boolean {
  return (
    Number.isInteger(value) && Number(value) > 0 && Number(value) <= MAX_PORT
  );
}

const OPERATIONS = {
  producer: ['send', 'create'],
  consumer: ['process', 'receive', 'settle'],
} as const;

/** The checked options of a producer or a consumer. */
export function checkMessagingOptions(
  given: unknown,
  kind: AnnotationKind & keyof typeof OPERATIONS,
): MessagingOptions {
  const rules = rulesFor(OPERATIONS[kind]);
  const options: Partial<MessagingOptions> = checkOptions(given, kind, rules);
  const { system } = options;
  if (system !== undefined) return { ...options, system };
  throw optionError(
    kind,
    `needs a \`system\`, such as { system: 'rabbitmq', destination: 'orders' }`,
  );
}
