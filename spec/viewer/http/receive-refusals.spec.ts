import { expect } from 'chai';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { serve, type Viewer } from '../../../lib/viewer/serve';
import { jsonOf, JSON_TYPE, PROTOBUF_TYPE, send } from './http-client';
import { bytesOf, requestOf, spanOf } from '../otlp/otlp-request';

const MAX_BODY_BYTES = 10_000;

describe('receive, when it refuses', () => {
  let viewer: Viewer;

  beforeEach(async () => {
    viewer = await serve({ port: 0, maxBodyBytes: MAX_BODY_BYTES });
  });

  afterEach(async () => {
    expect(viewer.store.stats()).to.include({ spans: 0 });
    await viewer.close();
  });

  const body = bytesOf(requestOf(spanOf()));

  for (const method of ['GET', 'PUT', 'OPTIONS']) {
    it(`answers ${method} with 405 and what it allows`, async () => {
      const { status, headers } = await send(viewer.url, { method });
      expect(status).to.equal(405);
      expect(headers.allow).to.equal('POST');
    });
  }

  for (const path of ['/', '/v1/traces/', '/v1/trace', '/v1/metrics']) {
    it(`answers the path ${path} with 404`, async () => {
      const sent = { path, headers: JSON_TYPE, body };
      expect((await send(viewer.url, sent)).status).to.equal(404);
    });
  }

  for (const type of ['text/plain', 'application/protobuf', '']) {
    it(`answers the type ${JSON.stringify(type)} with 415`, async () => {
      const headers = { 'content-type': type };
      const answer = await send(viewer.url, { headers, body });
      expect(answer.status).to.equal(415);
      expect(answer.body.toString()).to.include('application/json');
    });
  }

  it('answers a missing type with 415', async () => {
    expect((await send(viewer.url, { body })).status).to.equal(415);
  });

  it('answers an undecodable body with 400 and the reason', async () => {
    const answer = await send(viewer.url, { headers: JSON_TYPE, body: '{' });
    expect(answer.status).to.equal(400);
    expect(answer.headers['content-type']).to.equal('application/json');
    expect(jsonOf(answer))
      .to.have.property('message')
      .that.matches(/^ERR_EVERSPAN_OTLP_BODY: The json body is malformed/);
  });

  it('answers undecodable protobuf with a google.rpc.Status', async () => {
    const sent = { headers: PROTOBUF_TYPE, body: '\n' };
    const answer = await send(viewer.url, sent);
    // Field 2 is `message`.
    const [field, length, ...message] = answer.body;
    expect(answer.status).to.equal(400);
    expect(answer.headers['content-type']).to.equal('application/x-protobuf');
    expect([field, length]).to.deep.equal([0x12, message.length]);
    expect(Buffer.from(message).toString()).to.include('malformed');
  });

  it('answers an empty JSON body with 400', async () => {
    const answer = await send(viewer.url, { headers: JSON_TYPE, body: '' });
    expect(answer.status).to.equal(400);
  });

  for (const coding of ['br', 'deflate', 'zstd', 'gzip, gzip']) {
    it(`answers the coding ${coding} with 400`, async () => {
      const headers = { ...JSON_TYPE, 'content-encoding': coding };
      const answer = await send(viewer.url, { headers, body });
      expect(answer.status).to.equal(400);
    });
  }

  it('answers broken gzip with 400', async () => {
    const headers = { ...JSON_TYPE, 'content-encoding': 'gzip' };
    const whole = gzipSync(body);
    for (const broken of [body, whole.subarray(0, -9)]) {
      const answer = await send(viewer.url, { headers, body: broken });
      expect(answer.status).to.equal(400);
    }
  });

  // Far more than a socket buffers: the answer comes while it is written.
  const tooLarge = Buffer.alloc(20_000_000, ' ');

  it('answers a body over the limit with 413', async () => {
    const answer = await send(viewer.url, {
      headers: { ...JSON_TYPE, 'content-length': String(tooLarge.length) },
      body: tooLarge,
    });
    expect(answer.status).to.equal(413);
    expect(jsonOf(answer))
      .to.have.property('message')
      .that.matches(/over 10000 bytes/);
  });

  it('answers a body of unknown length over the limit with 413', async () => {
    const headers = { ...JSON_TYPE, 'transfer-encoding': 'chunked' };
    const answer = await send(viewer.url, { headers, body: tooLarge });
    expect(answer.status).to.equal(413);
  });

  it('answers gzip that grows over the limit with 413', async () => {
    const headers = { ...JSON_TYPE, 'content-encoding': 'gzip' };
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    const small = bomb.subarray(0, MAX_BODY_BYTES);
    const answer = await send(viewer.url, { headers, body: small });
    expect(answer.status).to.equal(413);
  });

  it('answers a body of one byte over the limit with 413', async () => {
    const body = tooLarge.subarray(0, MAX_BODY_BYTES + 1);
    const answer = await send(viewer.url, { headers: JSON_TYPE, body });
    expect(answer.status).to.equal(413);
  });

  it('takes a body of just the limit', async () => {
    const json = Buffer.from('{}'.padEnd(MAX_BODY_BYTES));
    const sent = { headers: JSON_TYPE, body: json };
    expect((await send(viewer.url, sent)).status).to.equal(200);
  });

  it('goes on when a client leaves in the middle of a request', async () => {
    await leaveAfter(viewer.port, 'POST /v1/traces HTTP/1.1\r\nHost: a\r\n');
    await leaveAfter(
      viewer.port,
      'POST /v1/traces HTTP/1.1\r\nHost: a\r\nContent-Length: 99\r\n' +
        'Content-Type: application/json\r\n\r\n{"resourceSpans"',
    );
    const sent = { headers: JSON_TYPE, body: '{}' };
    expect((await send(viewer.url, sent)).status).to.equal(200);
  });
});

/** Writes `text` and breaks the connection. */
function leaveAfter(port: number, text: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(text, () => socket.resetAndDestroy());
    });
    socket.on('close', () => resolve());
  });
}
