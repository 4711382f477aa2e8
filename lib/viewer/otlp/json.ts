/**
 * Brings an export request from protobuf to OTLP JSON. Pure.
 *
 * Nothing is left out but what a newer OTLP may have added: ids become
 * hexadecimal, 64-bit integers strings, enums stay integers.
 *
 * @see https://github.com/open-telemetry/opentelemetry-proto/blob/v1.11.0/docs/specification.md#json-protobuf-encoding
 */
import type { MessageType } from '@protobuf-ts/runtime';
import { ExportTraceServiceRequest } from './schema';

const IDS: ReadonlySet<string> = new Set(['traceId', 'spanId', 'parentSpanId']);

/** One `ExportTraceServiceRequest` as one line of JSON, without the newline. */
export function jsonOfRequest(request: Uint8Array): string {
  return jsonOfMessage(request, ExportTraceServiceRequest);
}

/** A message of any type, likewise. */
export function jsonOfMessage(
  message: Uint8Array,
  type: MessageType<object>,
): string {
  return JSON.stringify(plain('', type.fromBinary(message)));
}

/** `JSON.stringify` would ask a `Buffer` for its own idea of JSON first. */
function plain(key: string, value: unknown): unknown {
  if (value instanceof Uint8Array) return textOfBytes(key, value);
  if (typeof value === 'number') return finite(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => plain(key, each));
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, plain(name, each)]),
  );
}

function textOfBytes(key: string, bytes: Uint8Array): string {
  return Buffer.from(bytes).toString(IDS.has(key) ? 'hex' : 'base64');
}

/** JSON has no such numbers: `NaN`, `Infinity` and `-Infinity` are strings. */
function finite(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}
