/** What is said of a span whose process was killed: nobody else can say more. */
import { INTERRUPTED } from '../internal/attributes';
import type { Interruption } from './rewrite-request';

/** `everspan.interrupted` of spans whose process left no other reason. */
const KILLED = 'killed';

/** The end of the spans that were open, when their process wrote last. */
export function killedAt(endTimeUnixNano: bigint): Interruption {
  return {
    endTimeUnixNano,
    attributes: { [INTERRUPTED]: KILLED },
    statusMessage: 'the process was killed',
  };
}
