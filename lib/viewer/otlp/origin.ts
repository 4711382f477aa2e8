/** Where the spans or logs of a request came from. Pure. */
import { attributesIn } from './any-value';
import { messageIn, messagesIn, textIn, type Fields } from './fields';
import type { ReceivedResource, ReceivedScope } from '../store/received-span';

/** One object for all that share it, so that it is kept once. */
export interface Origin {
  readonly resource: ReceivedResource;
  readonly scope: ReceivedScope;
}

/** How a signal calls what it nests: `resourceSpans`, `scopeSpans`, `spans`. */
export interface Nesting {
  readonly byResource: string;
  readonly byScope: string;
  readonly items: string;
}

/** What `read` makes of each group of items, one after the other. */
export function readGroups<Item>(
  request: Fields,
  { byResource, byScope, items }: Nesting,
  read: (items: readonly Fields[], origin: Origin) => readonly Item[],
): readonly Item[] {
  return messagesIn(request, byResource).flatMap((group) => {
    const attributes = attributesIn(messageIn(group, 'resource'), 'attributes');
    const resource = { attributes };
    return messagesIn(group, byScope).flatMap((scoped) => {
      const scope = readScope(messageIn(scoped, 'scope'));
      return read(messagesIn(scoped, items), { resource, scope });
    });
  });
}

function readScope(scope: Fields): ReceivedScope {
  return {
    name: textIn(scope, 'name'),
    version: textIn(scope, 'version'),
    attributes: attributesIn(scope, 'attributes'),
  };
}
