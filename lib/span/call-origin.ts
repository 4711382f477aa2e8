/** Gives the few calls their origin that do not just go on where they are made. */
import type { Context, SpanOptions } from '@opentelemetry/api';
import { LINKS_DROPPED } from '../internal/attributes';
import { late } from '../internal/late';
import type * as OriginModule from './origin';
import type { Origin } from './origin';
import type { SpanDefinition } from './span-definition';
import { spanSettings } from './span-settings';
import type { Work } from './work';

const origins = late(
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- late
  () => require('./origin') as typeof OriginModule,
);

/** `undefined` for almost every call: it goes on where it is made. */
export function originIn(
  active: Context,
  work: Work,
  { incoming }: SpanDefinition,
): Origin | undefined {
  const { continuation: ofService } = spanSettings();
  if (incoming === undefined && ofService === undefined) return undefined;
  return origins().originOf(incoming ?? {}, work, { active, ofService });
}

/** At the start, for links that come later no sampler sees. */
export function linkTo(
  { links, dropped, attributes, tellLess }: Origin,
  options: SpanOptions,
): void {
  tellLess?.(options);
  if (links.length > 0) options.links = links;
  // This call's own. It comes first, for a limit cuts what comes last, and what
  // the annotation says of the message itself is surer.
  const own = options.attributes;
  const all = { ...own, ...attributes, ...own };
  if (dropped > 0) all[LINKS_DROPPED] = dropped;
  options.attributes = all;
}
