import { expect } from 'chai';
import { serve, type Viewer } from '../../../lib/viewer/serve';
import { jsonOf, JSON_TYPE, PROTOBUF_TYPE, send } from './http-client';
import {
  bytesOf,
  logRequestOf,
  requestOf,
  SPAN_ID,
  spanOf,
  TRACE_ID,
} from '../otlp/otlp-request';

const LOGS = { path: '/v1/logs', headers: JSON_TYPE };

describe('receive, of logs', () => {
  let viewer: Viewer;

  beforeEach(async () => {
    viewer = await serve({ port: 0 });
  });

  afterEach(() => viewer.close());

  const record = {
    traceId: TRACE_ID,
    spanId: SPAN_ID,
    body: { stringValue: 'card refused' },
  };

  it('keeps them beside the spans of their trace, whichever came first', async () => {
    const logs = bytesOf(logRequestOf(record));
    expect(await send(viewer.url, { ...LOGS, body: logs })).to.include({
      status: 200,
    });
    expect(viewer.store.traces()).to.deep.equal([]);
    const spans = bytesOf(requestOf(spanOf()));
    await send(viewer.url, { headers: JSON_TYPE, body: spans });
    expect(viewer.store.logs(TRACE_ID)[0]).to.include({ body: 'card refused' });
    expect(viewer.store.traces()).to.have.lengthOf(1);
  });

  it('answers full success with an empty message of the same type', async () => {
    const body = bytesOf(logRequestOf(record));
    expect(jsonOf(await send(viewer.url, { ...LOGS, body }))).to.deep.equal({});
    const headers = PROTOBUF_TYPE;
    const binary = await send(viewer.url, { ...LOGS, headers, body: '' });
    expect(binary.status).to.equal(200);
    expect(binary.headers['content-type']).to.equal('application/x-protobuf');
    expect(binary.body).to.have.lengthOf(0);
  });

  it('says in the answer which records it rejected', async () => {
    const body = bytesOf(logRequestOf({ ...record, spanId: '1' }, record));
    const answer = await send(viewer.url, { ...LOGS, body });
    expect(jsonOf(answer))
      .to.have.property('partialSuccess')
      .that.includes({ rejectedLogRecords: '1' });
  });

  it('takes a record without a trace, which it has nowhere to show', async () => {
    const body = bytesOf(logRequestOf({ body: { stringValue: 'up' } }));
    expect(jsonOf(await send(viewer.url, { ...LOGS, body }))).to.deep.equal({});
    expect(viewer.store.stats()).to.include({ bytes: 0 });
  });

  it('refuses metrics, and says what to do', async () => {
    const path = '/v1/metrics';
    const sent = { path, headers: JSON_TYPE, body: '{}' };
    const answer = await send(viewer.url, sent);
    expect(answer.status).to.equal(404);
    expect(jsonOf(answer))
      .to.have.property('message')
      .that.includes('OTEL_METRICS_EXPORTER=none');
  });
});

describe('receive, of logs without room', () => {
  it('rejects them', async () => {
    const viewer = await serve({ port: 0, maxStoreBytes: 100 });
    const body = bytesOf(logRequestOf({ traceId: TRACE_ID }));
    const answer = await send(viewer.url, { ...LOGS, body });
    expect(jsonOf(answer))
      .to.have.property('partialSuccess')
      .that.deep.includes({
        rejectedLogRecords: '1',
        errorMessage: '1 record(s) refused: the store is full.',
      });
    await viewer.close();
  });
});
