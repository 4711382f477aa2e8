/**
 * Where the span of a call hangs: below whom, and linked to whom.
 *
 * A call that handles a message belongs to the sender, and not to whatever is
 * active where the client calls its handler: that is often a span that ended
 * long ago, and everything would end up in one endless trace.
 */
import {
  type Attributes,
  type Context,
  type SpanOptions,
  trace,
} from '@opentelemetry/api';
import { type Continuation, hintIn } from '../context/continuation';
import { extract } from '../context/extract';
import { type Links, type LinkSource, linksFrom } from '../context/links';
import { newPhase, phaseOfAll } from '../context/phase';
import { BATCH_MESSAGE_COUNT } from '../internal/attributes';
import { received } from '../internal/errors';
import type { Incoming } from './incoming';
import {
  othersConsumer,
  type OthersConsumer,
  tellNoMessaging,
} from './others-consumer';
import type { UserFunction } from './user-function';
import type { Work } from './work';

/** The context to start the span in, and its links. */
export interface Origin extends Links {
  readonly around: Context;
  /** What is known of the message, or of the batch. */
  readonly attributes: Attributes;
  /** There where another library has made the span that tells of the message. */
  readonly tellLess: ((options: SpanOptions) => void) | undefined;
}

/**
 * Whether a context was handed over by another process: it is such a one that
 * the continuation of the whole service is about.
 */
function isHandedOver(context: Context): boolean {
  return trace.getSpanContext(context)?.isRemote === true;
}

/** Where a call is made. */
export interface Surroundings {
  readonly active: Context;
  /** What `init` said, for calls whose annotation says nothing. */
  readonly ofService: Continuation | undefined;
}

/** Where the call begins. */
export function originOf(
  incoming: Incoming,
  work: Work,
  surroundings: Surroundings,
): Origin {
  const beginning = beginningOf(incoming, work, surroundings);
  const { around, senders, details, attributes = {} } = beginning;
  const tellLess = beginning.isToldByOther ? tellNoMessaging : undefined;
  const sources = [...senders, ...furtherLinks(incoming, work)];
  const links = linksFrom(sources, {
    attributes: details && ((_: never, index) => details[index]),
  });
  return { around, attributes, tellLess, ...links };
}

interface Beginning {
  readonly around: Context;
  /** To whom it is linked. */
  readonly senders: readonly Context[];
  /** Attributes of these links. */
  readonly details?: readonly Attributes[];
  readonly attributes?: Attributes;
  readonly isToldByOther?: boolean;
}

function beginningOf(
  incoming: Incoming,
  work: Work,
  surroundings: Surroundings,
): Beginning {
  const { active, ofService } = surroundings;
  const { continuation, messageOf, messagesOf } = incoming;
  if (messagesOf) {
    const messages = listIn(messagesOf, work, 'an array of messages');
    return beginWithBatch(messages, incoming);
  }
  if (messageOf) {
    const message = messageOf.ask(work.self, work.args);
    return beginWithMessage(message, incoming, surroundings);
  }
  const inherited = isHandedOver(active) ? ofService : undefined;
  return begin(active, continuation ?? inherited);
}

function beginWithMessage(
  message: unknown,
  { continuation, consuming }: Incoming,
  { active, ofService }: Surroundings,
): Beginning {
  const sender = extract(message);
  const mode = continuation ?? ofService ?? hintIn(sender);
  if (consuming === undefined) return begin(sender, mode);
  const other = othersConsumer(active, sender);
  if (other) return beginBeside(other, sender, mode);
  const { around, senders } = begin(sender, mode);
  const attributes = consuming.describe(message);
  const isChild = around === sender && consuming.linksParent;
  return { around, senders: isChild ? [sender] : senders, attributes };
}

/** Where the other has begun a trace for the message, a second is too many. */
function beginBeside(
  { span, isLinkedRoot }: OthersConsumer,
  sender: Context,
  mode: Continuation | undefined,
): Beginning {
  const below = trace.setSpan(sender, span);
  const isPhase = isLinkedRoot && mode === 'link';
  return { ...begin(below, isPhase ? 'child' : mode), isToldByOther: true };
}

function begin(
  sender: Context,
  continuation: Continuation = 'child',
): Beginning {
  if (continuation === 'child') return { around: sender, senders: [] };
  const senders = continuation === 'link' ? [sender] : [];
  return { around: newPhase(sender), senders };
}

/** A batch has no one parent, so it is a trace of its own in every mode. */
function beginWithBatch(
  messages: readonly unknown[],
  { consuming }: Incoming,
): Beginning {
  const senders = messages.map((message) => extract(message));
  const around = phaseOfAll(senders);
  if (consuming === undefined) return { around, senders };
  const details = messages.map(consuming.describe);
  const attributes = { [BATCH_MESSAGE_COUNT]: messages.length };
  return { around, senders, details, attributes };
}

function furtherLinks(
  { links = [], linksOf }: Incoming,
  work: Work,
): readonly LinkSource[] {
  return linksOf ? listIn(linksOf, work, 'an array of links') : links;
}

function listIn(
  asked: UserFunction,
  work: Work,
  expected: string,
): readonly unknown[] {
  const answer = asked.ask(work.self, work.args);
  if (answer === undefined) return [];
  if (Array.isArray(answer)) return answer;
  asked.refuse(`expected ${expected}, got ${received(answer)}`);
  return [];
}
