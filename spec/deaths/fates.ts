/** How each span of a death ended, as it says itself. */
import type { ReceivedSpan } from '../../lib/viewer/store/received-span';
import type { Death, Fate } from './deaths';

const UNSET = 0;
const ERROR = 2;

export interface Seen {
  readonly status: number;
  readonly interruptedBy: unknown;
  readonly exitCode: unknown;
}

/** What the spans that arrived say, by name. */
export function fatesOf(spans: readonly ReceivedSpan[]): Record<string, Seen> {
  return Object.fromEntries(
    spans.map(({ name, status, attributes }) => [
      name,
      {
        status: status.code,
        interruptedBy: attributes['everspan.interrupted'],
        exitCode: attributes['process.exit.code'],
      },
    ]),
  );
}

/** What they must say. */
export function expectedFates({ workflow, task }: Death): Record<string, Seen> {
  return {
    'place order': seenAs(workflow),
    reserve: seenAs('ended'),
    'SELECT stock': seenAs('ended'),
    charge: seenAs(task),
    'POST /charges': seenAs(task),
  };
}

function seenAs(fate: Fate): Seen {
  if (typeof fate === 'string') {
    const status = fate === 'ended' ? UNSET : ERROR;
    return { status, interruptedBy: undefined, exitCode: undefined };
  }
  const { interruptedBy, exitCode } = fate;
  const status = exitCode === 0 ? UNSET : ERROR;
  return { status, interruptedBy, exitCode };
}
