/**
 * What the specification asks of a receiver, rule by rule; of what is in a
 * request, see `otlp-rules-of-spans.spec.ts`. More of each is in the specs of the
 * files that hold it.
 *
 * @see https://github.com/open-telemetry/opentelemetry-proto/blob/v1.11.0/docs/specification.md#otlphttp
 */
import { expect } from 'chai';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { readViewOptions } from '../../../lib/cli/view-options';
import { RpcStatus } from '../../../lib/viewer/otlp/schema';
import { serve } from '../../../lib/viewer/serve';
import { jsonOf, JSON_TYPE, PROTOBUF_TYPE, send } from '../http/http-client';
import { bytesOf, requestOf, spanOf, TRACE_ID } from './otlp-request';
import { ViewerTrial } from '../http/viewer-trial';

const MAX_BODY_BYTES = 100_000;
const ONE_SPAN = bytesOf(requestOf(spanOf()));
const GZIP = { ...JSON_TYPE, 'content-encoding': 'gzip' };

describe('OTLP/HTTP, rule by rule', () => {
  let trial: ViewerTrial;

  beforeEach(async () => {
    trial = await ViewerTrial.open(MAX_BODY_BYTES);
  });

  afterEach(() => trial.viewer.close());

  it('1: POST to the path of a signal, on port 4318 by default', async () => {
    expect(readViewOptions([])).to.include({ port: 4318 });
    expect(await trial.statusOf({ body: ONE_SPAN })).to.equal(200);
    expect(await trial.statusOf({ path: '/v1/logs', body: '{}' })).to.equal(
      200,
    );
    expect(await trial.statusOf({ method: 'PUT', body: '{}' })).to.equal(405);
    for (const path of ['/v1/traces/', '/V1/traces', '/v1', '/v1/metrics']) {
      expect(await trial.statusOf({ path, body: '{}' }), path).to.equal(404);
    }
  });

  it('2: both encodings on one port, told apart by the media type', async () => {
    expect(await trial.statusOf({ headers: PROTOBUF_TYPE })).to.equal(200);
    const headers = { 'content-type': 'Application/JSON; charset=utf-8' };
    expect(await trial.statusOf({ headers, body: '{}' })).to.equal(200);
    for (const type of ['text/plain', 'application/grpc', '']) {
      const other = { 'content-type': type };
      expect(await trial.statusOf({ headers: other }), type).to.equal(415);
    }
  });

  it('3: without compression, or in gzip', async () => {
    const zipped = gzipSync(ONE_SPAN);
    expect(await trial.statusOf({ headers: GZIP, body: zipped })).to.equal(200);
    expect(trial.viewer.store.trace(TRACE_ID)).to.have.lengthOf(1);
    const cut = zipped.subarray(0, -9);
    expect(await trial.statusOf({ headers: GZIP, body: cut })).to.equal(400);
    const headers = { ...JSON_TYPE, 'content-encoding': 'br' };
    expect(await trial.statusOf({ headers, body: ONE_SPAN })).to.equal(400);
  });

  it('4: a limit before and after decompression, and 413 above it', async () => {
    const large = Buffer.alloc(MAX_BODY_BYTES + 1, ' ');
    expect(await trial.statusOf({ body: large })).to.equal(413);
    const bomb = gzipSync(large);
    expect(bomb.length).to.be.below(MAX_BODY_BYTES);
    expect(await trial.statusOf({ headers: GZIP, body: bomb })).to.equal(413);
  });

  it('4: an answer that stays small, whatever it complains of', async () => {
    const name = 'x'.repeat(50_000);
    const body = `{"resourceSpans":{"${name}":"${name.slice(1_000)}"}}`;
    const answer = await trial.send({ body });
    expect(answer.status).to.equal(400);
    expect(answer.body.length).to.be.below(2_000);
  });

  it('5: success is 200, in the encoding of the request, nothing set', async () => {
    const json = await trial.send({ body: ONE_SPAN });
    expect(json.headers).to.include(JSON_TYPE);
    expect(json.body.toString()).to.equal('{}');
    const protobuf = await trial.send({ headers: PROTOBUF_TYPE });
    expect(protobuf.headers).to.include(PROTOBUF_TYPE);
    expect(protobuf.body).to.have.lengthOf(0);
  });

  it('6: an empty request is success, no JSON at all is not', async () => {
    expect(await trial.statusOf({ body: '{}' })).to.equal(200);
    expect(await trial.statusOf({ body: '{"resourceSpans":[]}' })).to.equal(
      200,
    );
    expect(await trial.statusOf({ body: '' })).to.equal(400);
  });

  it('7: a partial success counts what is rejected, and says why', async () => {
    const answer = await trial.post(spanOf(), spanOf({ spanId: 'abc' }));
    expect(answer.status).to.equal(200);
    expect(jsonOf(answer))
      .to.have.nested.property('partialSuccess')
      .that.includes({ rejectedSpans: '1' })
      .and.has.property('errorMessage')
      .that.matches(/^1 span\(s\) rejected: `spanId` must be 8 bytes/);
  });

  for (const [why, sent, status] of [
    ['undecodable', { body: 'x' }, 400],
    ['too large', { body: Buffer.alloc(MAX_BODY_BYTES + 1) }, 413],
    ['nowhere', { path: '/v1/metrics', body: '{}' }, 404],
    ['read', { method: 'GET' }, 405],
  ] as const) {
    it(`8: ${status} for what is ${why}, with a status that says why`, async () => {
      const json = await trial.send(sent);
      expect(json.status).to.equal(status);
      expect(json.headers).to.include(JSON_TYPE);
      expect(jsonOf(json)).to.have.property('message').that.is.a('string');
      const protobuf = await trial.send({ ...sent, headers: PROTOBUF_TYPE });
      expect(protobuf.status).to.equal(status);
      expect(protobuf.headers).to.include(PROTOBUF_TYPE);
      expect(RpcStatus.fromBinary(protobuf.body))
        .to.have.property('message')
        .that.is.not.equal('');
    });
  }

  it('9: what has no room is rejected with 200: no retry would help', async () => {
    const small = await serve({ port: 0, maxStoreBytes: 100 });
    const answer = await send(small.url, {
      headers: JSON_TYPE,
      body: ONE_SPAN,
    });
    expect(answer.status).to.equal(200);
    expect(answer.body.toString()).to.include('"rejectedSpans":"1"');
    await small.close();
  });

  it('14: one connection serves many requests', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const sockets = new Set<unknown>();
    for (let nth = 0; nth < 3; nth += 1) {
      const sending = request(`${trial.viewer.url}/v1/traces`, {
        method: 'POST',
        headers: JSON_TYPE,
        agent,
      });
      sending.on('socket', (socket) => sockets.add(socket));
      sending.end(ONE_SPAN);
      const [response] = (await once(sending, 'response')) as [
        NodeJS.ReadableStream,
      ];
      await once(response.resume(), 'end');
    }
    expect(sockets.size).to.equal(1);
    agent.destroy();
  });

  it('15: on loopback, to be read by its own page only', async () => {
    expect(trial.viewer.url).to.match(/^http:\/\/127\.0\.0\.1:/);
    const elsewhere = [
      { host: 'evil.test' },
      { origin: 'https://evil.test' },
      { 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of elsewhere) {
      const sent = { method: 'GET', path: '/api/runs', headers };
      expect(await trial.statusOf(sent)).to.equal(403);
    }
    const { headers } = await trial.send({ body: '{}' });
    expect(headers).to.not.have.property('access-control-allow-origin');
  });
});
