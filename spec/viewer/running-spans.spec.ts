import { expect } from 'chai';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import type { RunsAnswer, TraceAnswer } from '../../lib/viewer/api-types';
import { serve, type Viewer } from '../../lib/viewer/serve';
import { JSON_TYPE, jsonOf, send, type Answered } from './http/http-client';
import {
  bytesOf,
  requestOf,
  SPAN_ID,
  spanOf,
  TRACE_ID,
} from './otlp/otlp-request';

const RUNNING = '/everspan/running';
const OPEN = requestOf(spanOf({ endTimeUnixNano: '0' }));

describe('spans that run', () => {
  let viewer: Viewer;
  const lines: string[] = [];
  const told: string[] = [];

  beforeEach(async () => {
    viewer = await serve({
      port: 0,
      onLine: (line) => lines.push(line),
      onSpans: (spans) => told.push(...spans.map(({ name }) => name)),
    });
  });

  afterEach(async () => {
    await viewer.close();
    lines.splice(0);
    told.splice(0);
  });

  const post = (path: string, message: object): Promise<Answered> =>
    send(viewer.url, { path, headers: JSON_TYPE, body: bytesOf(message) });

  const ask = async <Answer>(path: string): Promise<Answer> =>
    jsonOf(await send(viewer.url, { method: 'GET', path })) as Answer;

  const run = async () => (await ask<RunsAnswer>('/api/runs')).runs[0];
  const span = async () =>
    (await ask<TraceAnswer>(`/api/traces/${TRACE_ID}`)).spans[0];

  /** A sender with a connection of its own, as a process has one. */
  class Sender {
    readonly #agent = new Agent({ keepAlive: true });

    async tells(message: object = OPEN): Promise<void> {
      const sending = request(viewer.url + RUNNING, {
        method: 'POST',
        headers: JSON_TYPE,
        agent: this.#agent,
      });
      sending.end(bytesOf(message));
      const [response] = (await once(sending, 'response')) as [
        NodeJS.ReadableStream,
      ];
      response.resume();
      await once(response, 'end');
    }

    dies(): void {
      this.#agent.destroy();
    }
  }

  async function until(isSo: () => Promise<boolean>): Promise<void> {
    while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve));
  }

  it('are asked for by every answer that took something', async () => {
    for (const path of ['/v1/traces', '/v1/logs', RUNNING]) {
      const { headers } = await post(path, {});
      expect(headers).to.include({ 'everspan-running': '1' });
    }
  });

  it('are asked for by no other answer', async () => {
    const refused = [
      await post('/v1/traces', []),
      await post('/v1/metrics', {}),
      await send(viewer.url, { method: 'GET', path: '/v1/traces' }),
      await send(viewer.url, { method: 'GET', path: '/api/runs' }),
    ];
    for (const { headers } of refused) {
      expect(headers).to.not.have.property('everspan-running');
    }
  });

  it('are shown until they end', async () => {
    await post(RUNNING, OPEN);
    expect(await run()).to.include({ status: 'running', spans: 1 });
    expect(await span()).to.include({ spanId: SPAN_ID, isRunning: true });
    await post('/v1/traces', requestOf(spanOf()));
    expect(await run()).to.include({ status: 'ok', spans: 1 });
    expect(await span()).to.not.have.property('isRunning');
  });

  it('are not shown again once they have ended', async () => {
    await post('/v1/traces', requestOf(spanOf()));
    const { revision } = viewer.store;
    await post(RUNNING, OPEN);
    expect(await run()).to.include({ status: 'ok' });
    expect(viewer.store.revision).to.equal(revision);
  });

  it('are no news when nothing about them has changed', async () => {
    await post(RUNNING, OPEN);
    const { revision } = viewer.store;
    await post(RUNNING, OPEN);
    expect(viewer.store.revision).to.equal(revision);
    const fields = { name: 'charge again', endTimeUnixNano: '0' };
    await post(RUNNING, requestOf(spanOf(fields)));
    expect(viewer.store.revision).to.be.above(revision);
  });

  it('are neither saved nor handed to `onSpans`', async () => {
    await post(RUNNING, OPEN);
    expect([...lines, ...told]).to.deep.equal([]);
  });

  it('are rejected where they have ended', async () => {
    const answer = await post(RUNNING, requestOf(spanOf()));
    expect(answer.status).to.equal(200);
    expect(jsonOf(answer)).to.deep.equal({
      partialSuccess: {
        rejectedSpans: '1',
        errorMessage: '1 span(s) rejected: they have ended.',
      },
    });
    expect(await run()).to.equal(undefined);
  });

  it('are silent when the connection is closed that told of them', async () => {
    const sender = new Sender();
    await sender.tells();
    expect(await run()).to.not.have.property('isSilent');
    sender.dies();
    await until(async () => (await run())?.isSilent === true);
    expect(await run()).to.include({ status: 'running' });
    expect(await span()).to.include({ isRunning: true, isSilent: true });
  });

  it('are heard again when somebody tells of them again', async () => {
    const sender = new Sender();
    await sender.tells();
    sender.dies();
    await until(async () => (await run())?.isSilent === true);
    const next = new Sender();
    await next.tells();
    expect(await run()).to.not.have.property('isSilent');
    next.dies();
  });

  it('end after their silence, by whoever has their end', async () => {
    const sender = new Sender();
    await sender.tells();
    sender.dies();
    await until(async () => (await run())?.isSilent === true);
    await post('/v1/traces', requestOf(spanOf()));
    expect(await run()).to.include({ status: 'ok' });
    expect(await span()).to.not.have.any.keys('isRunning', 'isSilent');
  });

  it('are not silent for the end of a connection that told of others', async () => {
    const [first, second] = [new Sender(), new Sender()];
    const other = 'f'.repeat(32);
    await first.tells();
    const fields = { traceId: other, endTimeUnixNano: '0' };
    await second.tells(requestOf(spanOf(fields)));
    second.dies();
    await until(async () => {
      const { runs } = await ask<RunsAnswer>('/api/runs');
      return runs.some((each) => each.traceId === other && each.isSilent);
    });
    const { run: still } = await ask<TraceAnswer>(`/api/traces/${TRACE_ID}`);
    expect(still).to.not.have.property('isSilent');
    first.dies();
  });
});
