import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import {
  JsonTraceSerializer,
  ProtobufTraceSerializer,
} from '@opentelemetry/otlp-transformer';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace-base';
import { expect } from 'chai';
import { decodeTraces } from '../../../lib/viewer/otlp/decode';

/** Two real spans with all that a span can carry. */
function realSpans(): ReadableSpan[] {
  const exporter = new InMemorySpanExporter();
  const spanProcessors = [new SimpleSpanProcessor(exporter)];
  const provider = new BasicTracerProvider({ spanProcessors });
  const tracer = provider.getTracer('shop', '1.2.3');
  const parent = tracer.startSpan('place', { kind: SpanKind.SERVER });
  const child = tracer.startSpan(
    'charge für 5 €',
    {
      attributes: { text: 'x', n: 1, half: 0.5, yes: true, list: ['a', 'b'] },
      links: [{ context: parent.spanContext(), attributes: { why: 'batch' } }],
    },
    trace.setSpan(context.active(), parent),
  );
  child.recordException(new Error('bad key'));
  child.setStatus({ code: SpanStatusCode.ERROR, message: 'bad key' });
  child.end();
  parent.end();
  return exporter.getFinishedSpans();
}

function serialised(serialiser: {
  serializeRequest(spans: ReadableSpan[]): Uint8Array | undefined;
}): (spans: ReadableSpan[]) => Uint8Array {
  return (spans) => serialiser.serializeRequest(spans) ?? new Uint8Array();
}

const toProtobuf = serialised(ProtobufTraceSerializer);
const toJson = serialised(JsonTraceSerializer);

describe('decodeTraces, of protobuf', () => {
  it('reads what the OpenTelemetry exporter writes', () => {
    const spans = realSpans();
    const decoded = decodeTraces(toProtobuf(spans), 'protobuf');
    const [child, parent] = decoded.spans;
    expect(decoded).to.include({ rejected: 0, message: '' });
    expect(child?.name).to.equal('charge für 5 €');
    expect(child?.parentSpanId).to.equal(spans[1]?.spanContext().spanId);
    expect(child?.attributes).to.deep.equal(spans[0]?.attributes);
    expect(parent).to.include({ kind: 2, parentSpanId: undefined });
  });

  it('reads the same from protobuf as from JSON', () => {
    const spans = realSpans();
    const fromProtobuf = decodeTraces(toProtobuf(spans), 'protobuf');
    const fromJson = decodeTraces(toJson(spans), 'json');
    expect(fromProtobuf).to.deep.equal(fromJson);
  });

  it('reads concatenated requests as one', () => {
    const body = toProtobuf(realSpans());
    const { spans } = decodeTraces(Buffer.concat([body, body]), 'protobuf');
    expect(spans).to.have.lengthOf(4);
  });

  it('reads bytes as bytes', () => {
    const body = requestWith(field(7, Buffer.from([0, 255])));
    const [span] = decodeTraces(body, 'protobuf').spans;
    expect(span?.resource.attributes['k']).to.deep.equal(
      Uint8Array.from([0, 255]),
    );
  });

  it('reads an empty body as no spans', () => {
    const { spans } = decodeTraces(new Uint8Array(), 'protobuf');
    expect(spans).to.deep.equal([]);
  });

  it('skips unknown fields of every wire type, groups too', () => {
    const unknown = Buffer.from(
      [
        '9806' + '01', // field 99, varint
        '9906' + '0000000000000000', // field 99, 64 bit
        '9a06' + '02ffff', // field 99, bytes
        '9b06' + '9806' + '01' + '9c06', // field 99, a group around a varint
        '9d06' + '00000000', // field 99, 32 bit
      ].join(''),
      'hex',
    );
    const body = Buffer.concat([unknown, toProtobuf(realSpans())]);
    expect(decodeTraces(body, 'protobuf').spans).to.have.lengthOf(2);
  });

  it('shows a text that is not UTF-8 instead of refusing it', () => {
    const body = Buffer.from(toProtobuf(realSpans()));
    body[body.indexOf('charge')] = 0xff;
    const [child] = decodeTraces(body, 'protobuf').spans;
    expect(child?.name).to.equal('\ufffdharge für 5 €');
  });

  it('refuses a body cut at any byte', () => {
    const body = toProtobuf(realSpans());
    for (let length = 1; length < body.byteLength; length += 1) {
      expect(() => decodeTraces(body.subarray(0, length), 'protobuf'))
        .to.throw(TypeError)
        .with.property('code', 'ERR_EVERSPAN_OTLP_BODY');
    }
  });

  it('refuses log records, whose numbers of fields are the same', () => {
    const time = Buffer.from('09' + '0000c1d5ae2ee918', 'hex');
    const body = field(1, field(2, field(2, time)));
    expect(() => decodeTraces(body, 'protobuf'))
      .to.throw(TypeError)
      .with.property('code', 'ERR_EVERSPAN_OTLP_BODY');
  });

  it('refuses values nested deeper than the stack', () => {
    expect(() => decodeTraces(nested(5_000), 'protobuf'))
      .to.throw(TypeError)
      .with.property('code', 'ERR_EVERSPAN_OTLP_BODY');
  });
});

/** A list in a list in a list …, as a resource attribute. */
function nested(depth: number): Buffer {
  let value: Buffer = Buffer.alloc(0);
  for (let level = 0; level < depth; level += 1) {
    value = field(5, field(1, value));
  }
  return requestWith(value);
}

/** One span, whose resource has the attribute `k` with that `AnyValue`. */
function requestWith(value: Buffer): Buffer {
  const pair = Buffer.concat([field(1, Buffer.from('k')), field(2, value)]);
  const ids = [field(1, Buffer.alloc(16, 1)), field(2, Buffer.alloc(8, 1))];
  const span = field(2, field(2, Buffer.concat(ids)));
  const resource = field(1, field(1, pair));
  return field(1, Buffer.concat([resource, span]));
}

function field(number: number, bytes: Uint8Array): Buffer {
  return Buffer.concat([
    varint((number << 3) | 2),
    varint(bytes.length),
    bytes,
  ]);
}

function varint(value: number): Buffer {
  if (value < 0x80) return Buffer.from([value]);
  return Buffer.concat([
    Buffer.from([(value & 0x7f) | 0x80]),
    varint(value >>> 7),
  ]);
}
