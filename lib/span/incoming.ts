/** What an annotation says of the context that comes to its calls. */
import type { Attributes } from '@opentelemetry/api';
import type { Continuation } from '../context/continuation';
import type { LinkSource } from '../context/links';
import type { UserFunction } from './user-function';

/** A part of its declaration, checked. */
export interface Incoming {
  readonly continuation?: Continuation | undefined;
  readonly messageOf?: UserFunction | undefined;
  readonly messagesOf?: UserFunction | undefined;
  readonly links?: readonly LinkSource[] | undefined;
  readonly linksOf?: UserFunction | undefined;
  /** Given where messages are consumed by the conventions of messaging. */
  readonly consuming?: Consuming | undefined;
}

/** What the consumer of a message says of it, beyond its context. */
export interface Consuming {
  /** Never throws. */
  readonly describe: (message: unknown) => Attributes;
  /** Whether the sender is linked to even where it is the parent. */
  readonly linksParent: boolean;
}

/** Whether it says anything but to go on in the active context. */
export function isDeclared(incoming: Incoming): boolean {
  const { continuation, messageOf, messagesOf, links, linksOf } = incoming;
  const given = [continuation, messageOf, messagesOf, links, linksOf];
  return given.some((each) => each !== undefined);
}
