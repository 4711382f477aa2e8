/** Exceptions that were rethrown: where they need not be told again. Pure. */
import { exceptionsOf, type ReceivedException } from '../answers/exceptions';
import type { ReceivedSpan } from '../store/received-span';
import type { Line } from './tree-lines';

/** The exceptions of each span that a span below tells already. */
export function toldBelow(lines: readonly Line[]): ReadonlySet<string> {
  const told = new Set<string>();
  for (const line of lines) {
    for (const exception of exceptionsOf(line.span)) {
      markAbove(line, exception, told);
    }
  }
  return told;
}

/** Where one ancestor is marked, so are all above it. */
function markAbove(
  line: Line,
  exception: ReceivedException,
  told: Set<string>,
): void {
  let { parent } = line;
  while (parent !== undefined && !told.has(keyOf(parent.span, exception))) {
    told.add(keyOf(parent.span, exception));
    ({ parent } = parent);
  }
}

/** Names an exception of a span, whichever span above records it again. */
export function keyOf(
  span: ReceivedSpan,
  exception: ReceivedException,
): string {
  return JSON.stringify([span.spanId, exception.type, exception.message]);
}
