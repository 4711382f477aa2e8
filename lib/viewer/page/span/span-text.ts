/** Words about a span. Pure. */
import type { JsonObject, SpanJson } from '../../api-types';

const KINDS = [
  'unspecified',
  'internal',
  'server',
  'client',
  'producer',
  'consumer',
];
const STATUSES = ['unset', 'ok', 'error'];

/** What ran, and whose sender is gone without a word of its end. */
export const SILENT = 'no longer heard of';

/** `workflow`, `task` … where everspan made it, else OpenTelemetry's kind. */
export function kindText({ kind, attributes }: SpanJson): string {
  return textOf(attributes, 'everspan.kind') || otelKindText(kind);
}

export function otelKindText(kind: number): string {
  return KINDS[kind] ?? String(kind);
}

export function spanStatusText(span: SpanJson): string {
  const { status, isRunning, isSilent } = span;
  if (isSilent) return SILENT;
  if (isRunning) return 'running';
  return STATUSES[status.code] ?? String(status.code);
}

/** Who made it. */
export function serviceOf({ resource }: SpanJson): string {
  return textOf(resource, 'service.name') || 'unknown_service';
}

/** Why it was ended for its owner; `''` when it was not. */
export function interruptionOf({ attributes }: SpanJson): string {
  return textOf(attributes, 'everspan.interrupted');
}

function textOf(attributes: JsonObject, key: string): string {
  const value = attributes[key];
  return typeof value === 'string' ? value : '';
}
