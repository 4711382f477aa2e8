/** Ids of spans and traces, and what is wrong with them. Pure. */
import { idIn, type Fields } from './fields';

const TRACE_ID = /^(?!0+$)[0-9a-f]{32}$/;
const SPAN_ID = /^(?!0+$)[0-9a-f]{16}$/;
/** Some senders write the absent parent of a root as zeros. */
const NO_PARENT = /^0*$/;

/** `undefined` for a root. */
export function parentOf(span: Fields): string | undefined {
  const parent = idIn(span, 'parentSpanId');
  return NO_PARENT.test(parent) ? undefined : parent;
}

/** Why the id of the parent cannot be one. */
export function faultOfParent(span: Fields): string | undefined {
  const parent = parentOf(span);
  return parent === undefined ? undefined : faultOf('parentSpanId', parent);
}

/**
 * Ids are checked because a request for another signal decodes here too: log
 * records have the same field numbers, and would become spans without ids.
 */
export function faultOfIds(fields: Fields): string | undefined {
  return (
    faultOf('traceId', idIn(fields, 'traceId')) ??
    faultOf('spanId', idIn(fields, 'spanId'))
  );
}

/** Why `id` cannot be one; `undefined` when it can. */
export function faultOf(key: string, id: string): string | undefined {
  const [form, bytes] = key === 'traceId' ? [TRACE_ID, 16] : [SPAN_ID, 8];
  if (form.test(id)) return undefined;
  const shown = JSON.stringify(id.slice(0, 64));
  return `\`${key}\` must be ${bytes} bytes, not all zero; received ${shown}.`;
}
