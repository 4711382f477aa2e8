/** A log record as the viewer keeps it, whatever encoding it came in. */
import type {
  Attributes,
  AttributeValue,
  ReceivedResource,
  ReceivedScope,
} from './received-span';

/** @see https://github.com/open-telemetry/opentelemetry-proto/blob/v1.11.0/opentelemetry/proto/logs/v1/logs.proto */
export interface ReceivedLog {
  /** `undefined` for a record that was written outside of every span. */
  readonly traceId: string | undefined;
  readonly spanId: string | undefined;
  /** When it happened, or else when it was seen; nanoseconds, in decimal. */
  readonly timeUnixNano: string;
  /** 1 to 24, 0 unspecified: 9 INFO, 17 ERROR. */
  readonly severityNumber: number;
  readonly severityText: string;
  /** What class of event it is; `''` for a plain record. */
  readonly eventName: string;
  readonly body: AttributeValue;
  readonly attributes: Attributes;
  readonly droppedAttributesCount: number;
  readonly resource: ReceivedResource;
  readonly scope: ReceivedScope;
}
