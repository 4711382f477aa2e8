/** A span as the viewer keeps it, the same whatever encoding it came in. */

/**
 * A value of an attribute: every kind OTLP's `AnyValue` can hold.
 *
 * Integers are numbers while a number holds them exactly, else `bigint`;
 * bytes are `Uint8Array`; the empty value is `null`.
 */
export type AttributeValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | Uint8Array
  | readonly AttributeValue[]
  | Attributes;

/** Keys and values as they arrived. */
export interface Attributes {
  readonly [key: string]: AttributeValue;
}

/** Something that happened during a span. */
export interface ReceivedEvent {
  readonly name: string;
  /** Nanoseconds since the epoch, in decimal. */
  readonly timeUnixNano: string;
  readonly attributes: Attributes;
  readonly droppedAttributesCount: number;
}

/** A span of this or another trace that this one follows from. */
export interface ReceivedLink {
  readonly traceId: string;
  readonly spanId: string;
  readonly traceState: string;
  readonly flags: number;
  readonly attributes: Attributes;
  readonly droppedAttributesCount: number;
}

/** Whether the work went well, and if not, why. */
export interface ReceivedStatus {
  /** 0 unset, 1 ok, 2 error. */
  readonly code: number;
  readonly message: string;
}

/** The library that made the span. */
export interface ReceivedScope {
  readonly name: string;
  readonly version: string;
  readonly attributes: Attributes;
}

/** The process or service that made the span. */
export interface ReceivedResource {
  readonly attributes: Attributes;
}

/** @see https://github.com/open-telemetry/opentelemetry-proto/blob/v1.11.0/opentelemetry/proto/trace/v1/trace.proto */
export interface ReceivedSpan {
  /** 32 lowercase hex digits, not all zero. */
  readonly traceId: string;
  /** 16 lowercase hex digits, not all zero. */
  readonly spanId: string;
  /** `undefined` for a span that was started without a parent. */
  readonly parentSpanId: string | undefined;
  readonly traceState: string;
  readonly flags: number;
  readonly name: string;
  /** 0 unspecified, 1 internal, 2 server, 3 client, 4 producer, 5 consumer. */
  readonly kind: number;
  /** Nanoseconds since the epoch, in decimal: a number cannot hold them. */
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: Attributes;
  readonly droppedAttributesCount: number;
  readonly events: readonly ReceivedEvent[];
  readonly droppedEventsCount: number;
  readonly links: readonly ReceivedLink[];
  readonly droppedLinksCount: number;
  readonly status: ReceivedStatus;
  readonly resource: ReceivedResource;
  readonly scope: ReceivedScope;
  /** Of one that was running: who said so is gone, and no end has come. */
  readonly isSilent?: true;
}

const ERROR = 2;

/** Whether the status says so; an exception alone may have been handled. */
export function isFailed(span: ReceivedSpan): boolean {
  return span.status.code === ERROR;
}

/**
 * Whether it had not ended when it was sent: everspan tells the viewer of
 * open spans, and the ended one with the same ids takes their place.
 */
export function isRunning(span: ReceivedSpan): boolean {
  return span.endTimeUnixNano === '0';
}

/** `''` where the resource does not name one. */
export function serviceOf({ resource }: ReceivedSpan): string {
  return textAttribute(resource.attributes, 'service.name') ?? '';
}

/** The attribute, where it is a text that says something. */
export function textAttribute(
  attributes: Attributes,
  key: string,
): string | undefined {
  const value = attributes[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
