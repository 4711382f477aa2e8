import { expect } from 'chai';
import { gzipSync } from 'node:zlib';
import { serve, type Viewer } from '../../../lib/viewer/serve';
import { jsonOf, JSON_TYPE, PROTOBUF_TYPE, send } from './http-client';
import {
  bytesOf,
  requestOf,
  SPAN_ID,
  spanOf,
  TRACE_ID,
} from '../otlp/otlp-request';

describe('receive', () => {
  let viewer: Viewer;

  beforeEach(async () => {
    viewer = await serve({ port: 0 });
  });

  afterEach(() => viewer.close());

  const body = bytesOf(requestOf(spanOf()));

  it('keeps the spans of a JSON request', async () => {
    const answer = await send(viewer.url, { headers: JSON_TYPE, body });
    expect(answer.status).to.equal(200);
    expect(viewer.store.trace(TRACE_ID)[0]).to.include({ spanId: SPAN_ID });
  });

  it('answers full success with an empty message of the same type', async () => {
    const json = await send(viewer.url, { headers: JSON_TYPE, body });
    expect(json.headers['content-type']).to.equal('application/json');
    expect(json.body.toString()).to.equal('{}');
    const binary = await send(viewer.url, { headers: PROTOBUF_TYPE, body: '' });
    expect(binary.status).to.equal(200);
    expect(binary.headers['content-type']).to.equal('application/x-protobuf');
    expect(binary.body).to.have.lengthOf(0);
  });

  it('passes over parameters of the media type, and its case', async () => {
    const headers = { 'content-type': 'Application/JSON; charset=utf-8' };
    const { status } = await send(viewer.url, { headers, body });
    expect(status).to.equal(200);
  });

  it('passes over the query of the path', async () => {
    const path = '/v1/traces?tenant=1';
    const sent = { path, headers: JSON_TYPE, body };
    expect((await send(viewer.url, sent)).status).to.equal(200);
  });

  for (const coding of ['gzip', 'GZIP']) {
    it(`takes a body in ${coding}`, async () => {
      const headers = { ...JSON_TYPE, 'content-encoding': coding };
      const sent = { headers, body: gzipSync(body) };
      expect((await send(viewer.url, sent)).status).to.equal(200);
      expect(viewer.store.trace(TRACE_ID)).to.have.lengthOf(1);
    });
  }

  it('takes the coding identity for none', async () => {
    const headers = { ...JSON_TYPE, 'content-encoding': 'identity' };
    expect((await send(viewer.url, { headers, body })).status).to.equal(200);
  });

  it('answers an empty request with success', async () => {
    const answer = await send(viewer.url, { headers: JSON_TYPE, body: '{}' });
    expect(answer).to.include({ status: 200 });
    expect(jsonOf(answer)).to.deep.equal({});
  });

  it('keeps the last of two spans with the same ids', async () => {
    for (const name of ['first', 'retry']) {
      const retried = bytesOf(requestOf(spanOf({ name })));
      await send(viewer.url, { headers: JSON_TYPE, body: retried });
    }
    const names = viewer.store.trace(TRACE_ID).map((span) => span.name);
    expect(names).to.deep.equal(['retry']);
  });

  it('says in the answer which spans it rejected', async () => {
    const bad = spanOf({ spanId: '00' });
    const partly = bytesOf(requestOf(bad, spanOf()));
    const sent = { headers: JSON_TYPE, body: partly };
    const answer = await send(viewer.url, sent);
    const { partialSuccess } = jsonOf(answer) as {
      partialSuccess: { rejectedSpans: string; errorMessage: string };
    };
    expect(answer.status).to.equal(200);
    expect(partialSuccess.rejectedSpans).to.equal('1');
    expect(partialSuccess.errorMessage).to.match(/`spanId` must be 8 bytes/);
    expect(viewer.store.trace(TRACE_ID)).to.have.lengthOf(1);
  });

  it('says so in protobuf to who sent protobuf', async () => {
    // One resource, one scope, one span without a field.
    const spanless = Buffer.from('0a0412021200', 'hex');
    const sent = { headers: PROTOBUF_TYPE, body: spanless };
    const answer = await send(viewer.url, sent);
    const [field, length, ...partialSuccess] = answer.body;
    expect(answer.status).to.equal(200);
    expect([field, length]).to.deep.equal([0x0a, partialSuccess.length]);
    expect(partialSuccess.slice(0, 2)).to.deep.equal([0x08, 1]);
  });

  it('warns without rejecting when it left out a link', async () => {
    const links = [{ traceId: '00', spanId: SPAN_ID }];
    const linked = bytesOf(requestOf(spanOf({ links })));
    const sent = { headers: JSON_TYPE, body: linked };
    expect(jsonOf(await send(viewer.url, sent)))
      .to.have.property('partialSuccess')
      .that.includes({ rejectedSpans: '0' });
  });
});

describe('receive, when the store is full', () => {
  it('rejects the spans that found no room', async () => {
    const viewer = await serve({ port: 0, maxStoreBytes: 100 });
    const body = bytesOf(requestOf(spanOf()));
    const answer = await send(viewer.url, { headers: JSON_TYPE, body });
    await viewer.close();
    expect(jsonOf(answer)).to.deep.equal({
      partialSuccess: {
        rejectedSpans: '1',
        errorMessage: '1 span(s) refused: the store is full.',
      },
    });
  });
});
