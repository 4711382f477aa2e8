/**
 * The OTLP messages the viewer reads and writes, as tables of field numbers.
 *
 * `@protobuf-ts/runtime` does the work on the wire; this is what its code
 * generator would write from the .proto files, kept as a table because the
 * viewer needs no types of it: both encodings are read into one shape, that
 * of OTLP/JSON. Enums are read as integers, as OTLP/JSON demands them.
 *
 * @see https://github.com/open-telemetry/opentelemetry-proto/tree/v1.11.0/opentelemetry/proto
 */
import {
  MessageType,
  RepeatType,
  ScalarType,
  type PartialFieldInfo,
} from '@protobuf-ts/runtime';

type Message = MessageType<object>;

const { STRING, BYTES, BOOL, INT32, INT64, UINT32, FIXED32, FIXED64, DOUBLE } =
  ScalarType;

const AnyValue: Message = message('common.v1.AnyValue', [
  // Really a `oneof`; as optional fields they have the shape of OTLP/JSON.
  optional(1, 'string_value', STRING),
  optional(2, 'bool_value', BOOL),
  optional(3, 'int_value', INT64),
  optional(4, 'double_value', DOUBLE),
  one(5, 'array_value', () => ArrayValue),
  one(6, 'kvlist_value', () => KeyValueList),
  optional(7, 'bytes_value', BYTES),
]);

const ArrayValue: Message = message('common.v1.ArrayValue', [
  many(1, 'values', () => AnyValue),
]);

const KeyValueList: Message = message('common.v1.KeyValueList', [
  many(1, 'values', () => KeyValue),
]);

const KeyValue: Message = message('common.v1.KeyValue', [
  scalar(1, 'key', STRING),
  one(2, 'value', () => AnyValue),
]);

const Resource = message('resource.v1.Resource', [
  many(1, 'attributes', () => KeyValue),
  scalar(2, 'dropped_attributes_count', UINT32),
]);

const InstrumentationScope = message('common.v1.InstrumentationScope', [
  scalar(1, 'name', STRING),
  scalar(2, 'version', STRING),
  many(3, 'attributes', () => KeyValue),
  scalar(4, 'dropped_attributes_count', UINT32),
]);

const Event = message('trace.v1.Span.Event', [
  scalar(1, 'time_unix_nano', FIXED64),
  scalar(2, 'name', STRING),
  many(3, 'attributes', () => KeyValue),
  scalar(4, 'dropped_attributes_count', UINT32),
]);

const Link = message('trace.v1.Span.Link', [
  scalar(1, 'trace_id', BYTES),
  scalar(2, 'span_id', BYTES),
  scalar(3, 'trace_state', STRING),
  many(4, 'attributes', () => KeyValue),
  scalar(5, 'dropped_attributes_count', UINT32),
  scalar(6, 'flags', FIXED32),
]);

const SpanStatus = message('trace.v1.Status', [
  scalar(2, 'message', STRING),
  scalar(3, 'code', INT32),
]);

const Span = message('trace.v1.Span', [
  scalar(1, 'trace_id', BYTES),
  scalar(2, 'span_id', BYTES),
  scalar(3, 'trace_state', STRING),
  scalar(4, 'parent_span_id', BYTES),
  scalar(5, 'name', STRING),
  scalar(6, 'kind', INT32),
  scalar(7, 'start_time_unix_nano', FIXED64),
  scalar(8, 'end_time_unix_nano', FIXED64),
  many(9, 'attributes', () => KeyValue),
  scalar(10, 'dropped_attributes_count', UINT32),
  many(11, 'events', () => Event),
  scalar(12, 'dropped_events_count', UINT32),
  many(13, 'links', () => Link),
  scalar(14, 'dropped_links_count', UINT32),
  one(15, 'status', () => SpanStatus),
  scalar(16, 'flags', FIXED32),
]);

const ScopeSpans = message('trace.v1.ScopeSpans', [
  one(1, 'scope', () => InstrumentationScope),
  many(2, 'spans', () => Span),
  scalar(3, 'schema_url', STRING),
]);

const ResourceSpans = message('trace.v1.ResourceSpans', [
  one(1, 'resource', () => Resource),
  many(2, 'scope_spans', () => ScopeSpans),
  scalar(3, 'schema_url', STRING),
]);

export const ExportTraceServiceRequest: Message = message(
  'collector.trace.v1.ExportTraceServiceRequest',
  [many(1, 'resource_spans', () => ResourceSpans)],
);

const LogRecord = message('logs.v1.LogRecord', [
  scalar(1, 'time_unix_nano', FIXED64),
  scalar(2, 'severity_number', INT32),
  scalar(3, 'severity_text', STRING),
  one(5, 'body', () => AnyValue),
  many(6, 'attributes', () => KeyValue),
  scalar(7, 'dropped_attributes_count', UINT32),
  scalar(8, 'flags', FIXED32),
  scalar(9, 'trace_id', BYTES),
  scalar(10, 'span_id', BYTES),
  scalar(11, 'observed_time_unix_nano', FIXED64),
  scalar(12, 'event_name', STRING),
]);

const ScopeLogs = message('logs.v1.ScopeLogs', [
  one(1, 'scope', () => InstrumentationScope),
  many(2, 'log_records', () => LogRecord),
  scalar(3, 'schema_url', STRING),
]);

const ResourceLogs = message('logs.v1.ResourceLogs', [
  one(1, 'resource', () => Resource),
  many(2, 'scope_logs', () => ScopeLogs),
  scalar(3, 'schema_url', STRING),
]);

export const ExportLogsServiceRequest: Message = message(
  'collector.logs.v1.ExportLogsServiceRequest',
  [many(1, 'resource_logs', () => ResourceLogs)],
);

const ExportTracePartialSuccess = message(
  'collector.trace.v1.ExportTracePartialSuccess',
  [scalar(1, 'rejected_spans', INT64), scalar(2, 'error_message', STRING)],
);

export const ExportTraceServiceResponse: Message = message(
  'collector.trace.v1.ExportTraceServiceResponse',
  [one(1, 'partial_success', () => ExportTracePartialSuccess)],
);

const ExportLogsPartialSuccess = message(
  'collector.logs.v1.ExportLogsPartialSuccess',
  [
    scalar(1, 'rejected_log_records', INT64),
    scalar(2, 'error_message', STRING),
  ],
);

export const ExportLogsServiceResponse: Message = message(
  'collector.logs.v1.ExportLogsServiceResponse',
  [one(1, 'partial_success', () => ExportLogsPartialSuccess)],
);

/** @see https://github.com/googleapis/googleapis/blob/master/google/rpc/status.proto */
export const RpcStatus: Message = new MessageType('google.rpc.Status', [
  scalar(1, 'code', INT32),
  scalar(2, 'message', STRING),
]);

function message(name: string, fields: PartialFieldInfo[]): Message {
  return new MessageType(`opentelemetry.proto.${name}`, fields);
}

function scalar(no: number, name: string, T: ScalarType): PartialFieldInfo {
  return { no, name, kind: 'scalar', T };
}

/** A field whose zero value differs from its absence. */
function optional(no: number, name: string, T: ScalarType): PartialFieldInfo {
  return { no, name, kind: 'scalar', T, opt: true };
}

function one(no: number, name: string, T: () => Message): PartialFieldInfo {
  return { no, name, kind: 'message', T };
}

function many(no: number, name: string, T: () => Message): PartialFieldInfo {
  return { no, name, kind: 'message', T, repeat: RepeatType.UNPACKED };
}
