/**
 * The first record of a journal file: who wrote it, and for which backend.
 *
 * A journal outlives the settings it was written under. It says where its
 * spans were to go, so that nobody sends them elsewhere; and it never holds a
 * header, for a key on disk is a key lost.
 */
import { type FieldType, hasFields } from '../internal/has-fields';
import type { Owner } from './owner';

export interface Binding {
  /** `service.name`. */
  readonly service: string;
  /** Without userinfo, query and tokens. */
  readonly endpoint: string;
  /** Tells equal credentials from others, and nothing about them; or empty. */
  readonly credentials: string;
}

export interface Header {
  readonly format: typeof FORMAT;
  readonly owner: Owner;
  readonly binding: Binding;
}

/** A file of another format is left for the version that knows it. */
export const FORMAT = 1;

/** The header record's payload. */
export function encodeHeader(owner: Owner, binding: Binding): Buffer {
  const header: Header = { format: FORMAT, owner, binding };
  return Buffer.from(JSON.stringify(header));
}

/** `undefined` for another format, or for something that is no header. */
export function decodeHeader(payload: Uint8Array): Header | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(payload).toString());
    return isHeader(value) ? value : undefined;
  } catch {
    // The checksum was right, so this was written by something else than us.
    return undefined;
  }
}

/**
 * Whether spans bound to `theirs` may be sent by who is bound to `ours`: to
 * the same backend only, by the same service (whose keys may have changed
 * since) or with the very same credentials.
 */
export function maySend(ours: Binding, theirs: Binding): boolean {
  if (ours.endpoint !== theirs.endpoint) return false;
  if (isNamed(ours) && ours.service === theirs.service) return true;
  return ours.credentials !== '' && ours.credentials === theirs.credentials;
}

/**
 * Programs whose name nobody gave all have the same.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/resource/#service
 */
function isNamed({ service }: Binding): boolean {
  return service !== '' && !service.startsWith('unknown_service');
}

function isHeader(value: unknown): value is Header {
  return (
    hasFields(value, {
      format: 'number',
      owner: 'object',
      binding: 'object',
    }) &&
    value['format'] === FORMAT &&
    hasFields(value['owner'], OWNER_FIELDS) &&
    hasFields(value['binding'], BINDING_FIELDS)
  );
}

const OWNER_FIELDS: Readonly<Record<keyof Owner, FieldType>> = {
  machine: 'string',
  boot: 'string',
  pidNamespace: 'string',
  pid: 'number',
  startTime: 'string',
  thread: 'number',
};

const BINDING_FIELDS: Readonly<Record<keyof Binding, FieldType>> = {
  service: 'string',
  endpoint: 'string',
  credentials: 'string',
};
