import { expect } from 'chai';
import type { RunsAnswer } from '../../../lib/viewer/api-types';
import { SPAN_ID, spanOf, TRACE_ID } from './otlp-request';
import { ViewerTrial } from '../http/viewer-trial';

const MAX_BODY_BYTES = 100_000;
const OTHER_TRACE = 'a'.repeat(32);
const OTHER_SPAN = 'b'.repeat(16);

describe('OTLP/HTTP, rule by rule, of spans', () => {
  let trial: ViewerTrial;

  beforeEach(async () => {
    trial = await ViewerTrial.open(MAX_BODY_BYTES);
  });

  afterEach(() => trial.viewer.close());

  it('10: JSON with hex ids in either case, 64 bits as either, the unknown ignored', async () => {
    await trial.post(
      spanOf({
        traceId: TRACE_ID.toUpperCase(),
        startTimeUnixNano: 1_795_000_000_000_000_000,
        kind: 3,
        newerField: { any: ['thing'] },
        parent_span_id: OTHER_SPAN,
      }),
    );
    expect(trial.viewer.store.trace(TRACE_ID)[0]).to.include({
      spanId: SPAN_ID,
      kind: 3,
      startTimeUnixNano: '1795000000000000000',
      parentSpanId: undefined,
    });
    const named = await trial.post(spanOf({ kind: 'SPAN_KIND_CLIENT' }));
    expect(named.status).to.equal(400);
  });

  it('11: any value as an attribute, a reference to a table as none', async () => {
    const attributes = [
      { key: 'bytes', value: { bytesValue: 'AP8=' } },
      { key: 'empty', value: {} },
      { key: 'table', value: { stringValueStrindex: 4 } },
      { keyStrindex: 5, value: { stringValue: 'x' } },
    ];
    expect((await trial.post(spanOf({ attributes }))).status).to.equal(200);
    expect((await trial.trace()).spans[0]?.attributes).to.deep.equal({
      bytes: 'AP8=',
      empty: null,
      table: null,
      '': 'x',
    });
  });

  it('12: what comes twice is there once, as it came last', async () => {
    await trial.post(spanOf());
    await trial.post(spanOf({ name: 'charge again' }));
    const { spans } = await trial.trace();
    expect(spans.map(({ name }) => name)).to.deep.equal(['charge again']);
  });

  it('12: a parent may come late, or never', async () => {
    await trial.post(spanOf({ parentSpanId: OTHER_SPAN }));
    expect((await trial.trace()).run).to.include({ missingParents: 1 });
    await trial.post(spanOf({ spanId: OTHER_SPAN, name: 'place' }));
    expect((await trial.trace()).run).to.include({
      missingParents: 0,
      name: 'place',
    });
  });

  it('12: spans may be each other’s parents', async () => {
    await trial.post(
      spanOf({ parentSpanId: OTHER_SPAN }),
      spanOf({ spanId: OTHER_SPAN, parentSpanId: SPAN_ID }),
      spanOf({ spanId: 'c'.repeat(16), parentSpanId: 'c'.repeat(16) }),
    );
    expect((await trial.trace()).run).to.include({
      spans: 3,
      missingParents: 0,
    });
    expect((await trial.ask<RunsAnswer>('/api/runs')).runs).to.have.lengthOf(1);
  });

  it('12: the target of a link may come late, and is linked back', async () => {
    const links = [{ traceId: OTHER_TRACE, spanId: OTHER_SPAN }];
    await trial.post(spanOf({ links }));
    const [before] = (await trial.trace()).spans;
    expect(before?.links[0]).to.not.have.property('target');
    const target = { traceId: OTHER_TRACE, spanId: OTHER_SPAN, name: 'place' };
    await trial.post(spanOf(target));
    const [after] = (await trial.trace()).spans;
    expect(after?.links[0]?.target).to.include({ name: 'place' });
    const { backlinks } = await trial.trace(OTHER_TRACE);
    expect(backlinks.map(({ from }) => from.spanId)).to.deep.equal([SPAN_ID]);
  });

  it('13: ids of another length, or of zeros, are no ids', async () => {
    const wrong = [
      { traceId: TRACE_ID.slice(2) },
      { traceId: '0'.repeat(32) },
      { spanId: `${SPAN_ID}00` },
      { spanId: '0'.repeat(16) },
      { parentSpanId: 'abc' },
    ];
    const answer = await trial.post(
      ...wrong.map(spanOf),
      spanOf({ name: 'kept' }),
    );
    expect(answer.status).to.equal(200);
    expect(answer.body.toString()).to.include('"rejectedSpans":"5"');
    expect(trial.viewer.store.stats()).to.include({ spans: 1 });
  });
});
