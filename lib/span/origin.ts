/**
 * Where the span of a call hangs: below whom, and linked to whom.
 *
 * A call that handles a message belongs to the sender, and not to whatever is
 * active where the client calls its handler: that is often a span that ended
 * long ago, and everything would end up in one endless trace.
 */
import { type Context, trace } from '@opentelemetry/api';
import { type Continuation, hintIn } from '../context/continuation';
import { extract } from '../context/extract';
import { type Links, type LinkSource, linksFrom } from '../context/links';
import { newPhase, phaseOfAll } from '../context/phase';
import { received } from '../internal/errors';
import type { UserFunction } from './user-function';
import type { Work } from './work';

/** What an annotation says of the context that comes to it, checked. */
export interface Incoming {
  readonly continuation?: Continuation | undefined;
  readonly messageOf?: UserFunction | undefined;
  readonly messagesOf?: UserFunction | undefined;
  readonly links?: readonly LinkSource[] | undefined;
  readonly linksOf?: UserFunction | undefined;
}

/** The context to start the span in, and its links. */
export interface Origin extends Links {
  readonly around: Context;
}

/** Whether it says anything but to go on in the active context. */
export function isDeclared(incoming: Incoming): boolean {
  const { continuation, messageOf, messagesOf, links, linksOf } = incoming;
  const given = [continuation, messageOf, messagesOf, links, linksOf];
  return given.some((each) => each !== undefined);
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
  const { around, senders } = beginningOf(incoming, work, surroundings);
  const further = furtherLinks(incoming, work);
  return { around, ...linksFrom([...senders, ...further]) };
}

interface Beginning {
  readonly around: Context;
  /** To whom it is linked. */
  readonly senders: readonly Context[];
}

function beginningOf(
  incoming: Incoming,
  work: Work,
  { active, ofService }: Surroundings,
): Beginning {
  const { continuation, messageOf, messagesOf } = incoming;
  if (messagesOf) return beginWithBatch(messagesIn(messagesOf, work));
  if (messageOf) {
    const sent = extract(messageOf.ask(work.self, work.args));
    return begin(sent, continuation ?? ofService ?? hintIn(sent));
  }
  const inherited = isHandedOver(active) ? ofService : undefined;
  return begin(active, continuation ?? inherited);
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
function beginWithBatch(messages: readonly unknown[]): Beginning {
  const senders = messages.map((message) => extract(message));
  return { around: phaseOfAll(senders), senders };
}

function messagesIn(asked: UserFunction, work: Work): readonly unknown[] {
  return listIn(asked, work, 'an array of messages');
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
