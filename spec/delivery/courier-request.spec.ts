import { expect } from 'chai';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { MAX_ANSWER_BYTES } from '../../lib/delivery/courier-request';
import type { Answer } from '../../lib/delivery/verdict';
import { AnsweringServer } from './answering-server';
import { lineTo } from './courier-trial';
import { endedSpans, requestOf } from './ended-spans';

const BODY = requestOf(endedSpans(3));

type Response = Extract<Answer, { kind: 'response' }>;

/** The answer of a server that writes `bytes` when a request is there. */
async function answerTo(
  bytes: string,
  after?: (socket: Socket) => void,
  timeoutMs?: number,
) {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write(bytes);
      after?.(socket);
    });
  });
  const url = await listen(server);
  const line = lineTo({ url, ...(timeoutMs && { timeoutMs }) });
  const answered = await line.send(BODY);
  line.close();
  server.close();
  return answered;
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return `http://localhost:${(server.address() as AddressInfo).port}/`;
}

async function withServer(
  server: AnsweringServer,
  fn: (url: string) => Promise<void>,
): Promise<void> {
  await server.listen();
  await fn(server.url);
  await server.close();
}

describe('openLine', () => {
  it('posts a body with its headers, and hands the answer on', async () => {
    const server = new AnsweringServer(() => ({
      status: 503,
      headers: { 'content-type': 'text/plain', 'retry-after': '7' },
      body: 'later',
    }));
    await withServer(server, async (url) => {
      const headers = { 'x-api-key': 'secret' };
      const line = lineTo({ url: `${url}?tenant=a%20b`, headers });
      expect(await line.send(BODY)).to.deep.include({
        kind: 'response',
        status: 503,
        contentType: 'text/plain',
        retryAfter: '7',
        body: Buffer.from('later'),
      });
      line.close();
      const [request] = server.requests;
      expect(request).to.deep.include({
        method: 'POST',
        path: '/v1/traces?tenant=a%20b',
        names: ['span 0', 'span 1', 'span 2'],
      });
      expect(request?.headers).to.include({
        'x-api-key': 'secret',
        'content-type': 'application/x-protobuf',
        'content-length': String(BODY.length),
      });
    });
  });

  it('compresses where it is to', async () => {
    const server = new AnsweringServer();
    await withServer(server, async (url) => {
      const line = lineTo({ url, gzip: true });
      await line.send(BODY);
      line.close();
      expect(server.requests[0]?.headers['content-encoding']).to.equal('gzip');
      expect(server.names).to.have.lengthOf(3);
    });
  });

  it('keeps one connection for all requests', async () => {
    const server = new AnsweringServer();
    await withServer(server, async (url) => {
      const line = lineTo({ url });
      for (let n = 0; n < 3; n += 1) await line.send(BODY);
      line.close();
      const connections = server.requests.map(({ connection }) => connection);
      expect(connections).to.deep.equal([1, 1, 1]);
    });
  });

  it('takes a new connection when the idle one was closed on it', async () => {
    const server = new AnsweringServer((_, nth) => (nth === 2 ? 'reset' : {}));
    await withServer(server, async (url) => {
      const line = lineTo({ url });
      const first = (await line.send(BODY)) as Response;
      const second = (await line.send(BODY)) as Response;
      line.close();
      expect([first.status, second.status]).to.deep.equal([200, 200]);
      const connections = server.requests.map(({ connection }) => connection);
      expect(connections).to.deep.equal([1, 1, 2]);
    });
  });

  it('says that the connection was lost when a fresh one is, too', async () => {
    const server = new AnsweringServer((_, nth) => (nth > 1 ? 'reset' : {}));
    await withServer(server, async (url) => {
      const line = lineTo({ url });
      await line.send(BODY);
      expect(await line.send(BODY)).to.include({ code: 'ECONNRESET' });
      line.close();
      expect(server.requests).to.have.lengthOf(3);
    });
  });

  it('gives up after the timeout', async () => {
    const server = new AnsweringServer(() => 'hang');
    await withServer(server, async (url) => {
      const line = lineTo({ url, timeoutMs: 30 });
      expect(await line.send(BODY)).to.deep.equal({ kind: 'timeout' });
      line.close();
    });
  });

  it('gives up after the timeout in the middle of an answer', async () => {
    const begun = 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf';
    const answered = await answerTo(begun, undefined, 200);
    expect(answered).to.deep.equal({ kind: 'timeout' });
  });

  it('takes a status line for the answer when the rest is cut off', async () => {
    const begun = 'HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf';
    const answered = await answerTo(begun, (socket) => socket.end());
    expect(answered).to.include({ kind: 'response', status: 200 });
  });

  it('cuts an answer that is longer than an answer needs to be', async () => {
    const server = new AnsweringServer(() => ({
      body: 'x'.repeat(20 * MAX_ANSWER_BYTES),
    }));
    await withServer(server, async (url) => {
      const line = lineTo({ url });
      const { status, body } = (await line.send(BODY)) as Response;
      line.close();
      expect(status).to.equal(200);
      expect(body.length).to.be.at.most(MAX_ANSWER_BYTES);
    });
  });

  it('names what went wrong', async () => {
    const garbage = await answerTo('This is no HTTP\r\n\r\n');
    expect(garbage).to.include({ code: 'HPE_INVALID_CONSTANT' });
    const reset = await answerTo('', (socket) => socket.destroy());
    expect(reset).to.include({ kind: 'failure', code: 'ECONNRESET' });
    const nowhere = lineTo({ url: 'http://localhost:1/' });
    expect(await nowhere.send(BODY)).to.include({ code: 'ECONNREFUSED' });
    const untrusted = lineTo({ url: 'https://localhost:1/' });
    expect(await untrusted.send(BODY)).to.include({ code: 'ECONNREFUSED' });
  });
});
