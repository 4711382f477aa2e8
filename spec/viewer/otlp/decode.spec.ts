import { expect } from 'chai';
import { decodeTraces, type Decoded } from '../../../lib/viewer/otlp/decode';
import type { ReceivedSpan } from '../../../lib/viewer/store/received-span';
import { bytesOf, requestOf, SPAN_ID, spanOf, TRACE_ID } from './otlp-request';

function decode(request: unknown): Decoded {
  return decodeTraces(bytesOf(request), 'json');
}

function decodeOne(fields: object): ReceivedSpan {
  const [span] = decode(requestOf(spanOf(fields))).spans;
  if (span === undefined) throw new Error('the span was rejected');
  return span;
}

describe('decodeTraces, of JSON', () => {
  it('reads every field of a span', () => {
    const span = decodeOne({
      parentSpanId: 'eee19b7ec3c1b173',
      traceState: 'vendor=1',
      flags: 257,
      kind: 3,
      droppedAttributesCount: 1,
      droppedEventsCount: 2,
      droppedLinksCount: 3,
      status: { code: 2, message: 'no such key' },
    });
    expect(span).to.include({
      traceId: TRACE_ID,
      spanId: SPAN_ID,
      parentSpanId: 'eee19b7ec3c1b173',
      traceState: 'vendor=1',
      flags: 257,
      name: 'charge',
      kind: 3,
      startTimeUnixNano: '1795000000000000000',
      endTimeUnixNano: '1795000000250000000',
      droppedAttributesCount: 1,
      droppedEventsCount: 2,
      droppedLinksCount: 3,
    });
    expect(span.status).to.deep.equal({ code: 2, message: 'no such key' });
  });

  it('reads events and links', () => {
    const attributes = [{ key: 'n', value: { intValue: '1' } }];
    const { events, links } = decodeOne({
      events: [{ name: 'retry', timeUnixNano: '7', attributes }],
      links: [{ traceId: TRACE_ID, spanId: SPAN_ID, traceState: 'a=b' }],
    });
    expect(events).to.deep.equal([
      {
        name: 'retry',
        timeUnixNano: '7',
        attributes: { n: 1 },
        droppedAttributesCount: 0,
      },
    ]);
    expect(links[0]).to.include({
      traceId: TRACE_ID,
      spanId: SPAN_ID,
      traceState: 'a=b',
    });
  });

  it('gives each span its resource and scope', () => {
    const resource = {
      attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }],
    };
    const scope = { name: 'lib', version: '1.2' };
    const scopeSpans = [{ scope, spans: [spanOf()] }];
    const { spans } = decode({ resourceSpans: [{ resource, scopeSpans }] });
    expect(spans[0]?.resource.attributes).to.deep.equal({
      'service.name': 'shop',
    });
    expect(spans[0]?.scope).to.include({ name: 'lib', version: '1.2' });
  });

  it('takes ids in either case', () => {
    const span = decodeOne({
      traceId: TRACE_ID.toUpperCase(),
      spanId: SPAN_ID.toUpperCase(),
    });
    expect(span).to.include({ traceId: TRACE_ID, spanId: SPAN_ID });
  });

  for (const parentSpanId of ['', '0000000000000000', null]) {
    it(`takes ${JSON.stringify(parentSpanId)} as no parent`, () => {
      expect(decodeOne({ parentSpanId }).parentSpanId).to.equal(undefined);
    });
  }

  it('takes 64-bit integers as strings and as numbers', () => {
    expect(decodeOne({ endTimeUnixNano: '9' }).endTimeUnixNano).to.equal('9');
    expect(decodeOne({ endTimeUnixNano: 9 }).endTimeUnixNano).to.equal('9');
    const large = decodeOne({ endTimeUnixNano: 1.795e18 });
    expect(large.endTimeUnixNano).to.equal('1795000000000000000');
  });

  it('keeps nanoseconds that a number cannot hold', () => {
    const span = decodeOne({ startTimeUnixNano: '1795000000000000001' });
    expect(span.startTimeUnixNano).to.equal('1795000000000000001');
  });

  it('ignores unknown fields', () => {
    const span = decodeOne({ newInOtlp2: { a: [1] } });
    expect(span.name).to.equal('charge');
  });

  it('takes null for absent', () => {
    const span = decodeOne({ events: null, status: null, kind: null });
    expect(span).to.deep.include({ events: [], kind: 0 });
  });

  it('reads an empty request as no spans', () => {
    const nothing = { spans: [], rejected: 0, message: '' };
    expect(decode({})).to.deep.equal(nothing);
    expect(decode({ resourceSpans: [{}] })).to.deep.equal(nothing);
  });
});

describe('decodeTraces, of ids that cannot be', () => {
  const bad: readonly object[] = [
    { traceId: '' },
    { traceId: TRACE_ID.slice(1) },
    { traceId: '0'.repeat(32) },
    { traceId: 'W47/95gDgQPSabYzgT/GDA==' },
    { spanId: undefined },
    { spanId: '0'.repeat(16) },
    { spanId: `${SPAN_ID}00` },
    { parentSpanId: 'ff' },
  ];
  for (const fields of bad) {
    const [key = ''] = Object.keys(fields);
    const [id] = Object.values(fields) as unknown[];
    it(`rejects the span with the ${key} ${String(id)} alone`, () => {
      const good = spanOf({ name: 'good' });
      const decoded = decode(requestOf(spanOf(fields), good));
      expect(decoded.spans.map(({ name }) => name)).to.deep.equal(['good']);
      expect(decoded.rejected).to.equal(1);
      expect(decoded.message).to.include(key);
    });
  }

  it('leaves a link out and tells, without rejecting its span', () => {
    const links = [{ traceId: 'ff', spanId: SPAN_ID }];
    const decoded = decode(requestOf(spanOf({ links })));
    expect(decoded.spans[0]?.links).to.deep.equal([]);
    expect(decoded).to.include({ rejected: 0 });
    expect(decoded.message).to.match(/^1 link\(s\) left out: `traceId`/);
  });

  it('rejects a record without ids, as log records are', () => {
    const record = { timeUnixNano: '1', severityNumber: 9 };
    expect(decode(requestOf(record))).to.include({ rejected: 1 });
  });
});
