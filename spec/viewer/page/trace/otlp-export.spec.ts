import { expect } from 'chai';
import { otlpOf } from '../../../../lib/viewer/page/trace/otlp-export';
import { decodeTraces } from '../../../../lib/viewer/otlp/decode';
import { span } from '../support/spans';

const TRACE = '5b8efff798038103d269b633813fc60c';
const SPAN = span('eee19b7ec3c1b174', {
  parentSpanId: 'eee19b7ec3c1b173',
  name: 'charge',
  kind: 3,
  status: { code: 2, message: 'declined' },
  attributes: { a: 'x', b: true, c: 7, d: 1.5, e: [1, 'y'], f: { g: null } },
  events: [
    { timeNs: '1795000000000000003', name: 'retry', attributes: { n: 1 } },
  ],
  links: [
    { traceId: TRACE, spanId: 'eee19b7ec3c1b170', attributes: { why: 'z' } },
  ],
  resource: { 'service.name': 'billing' },
  scope: { name: 'everspan', version: '1' },
  dropped: { attributes: 1, events: 2, links: 3 },
});

describe('otlpOf', () => {
  it('gives what the viewer itself can read again, whole', () => {
    const body = Buffer.from(JSON.stringify(otlpOf([SPAN])));
    const { spans, rejected } = decodeTraces(body, 'json');
    expect(rejected).to.equal(0);
    expect(spans[0]).to.deep.include({
      traceId: TRACE,
      spanId: SPAN.spanId,
      parentSpanId: SPAN.parentSpanId,
      name: 'charge',
      kind: 3,
      startTimeUnixNano: SPAN.startNs,
      endTimeUnixNano: SPAN.endNs,
      attributes: SPAN.attributes,
      status: SPAN.status,
      droppedAttributesCount: 1,
      droppedEventsCount: 2,
      droppedLinksCount: 3,
      resource: { attributes: SPAN.resource },
    });
    expect(spans[0]?.events[0]).to.deep.include({
      name: 'retry',
      attributes: { n: 1 },
    });
    expect(spans[0]?.links[0]).to.deep.include({ attributes: { why: 'z' } });
  });

  it('leaves a span that runs without an end', () => {
    const running = span('eee19b7ec3c1b175', { isRunning: true });
    const body = Buffer.from(JSON.stringify(otlpOf([running])));
    expect(decodeTraces(body, 'json').spans[0]).to.include({
      endTimeUnixNano: '0',
    });
  });
});
