import { expect } from 'chai';
import { serve, type Viewer } from '../../../lib/viewer/serve';
import { jsonOf, JSON_TYPE, send, type Answered } from './http-client';
import {
  bytesOf,
  requestOf,
  SPAN_ID,
  spanOf,
  TRACE_ID,
} from '../otlp/otlp-request';

const EVIL = { origin: 'https://evil.test' };
const REBOUND = { host: 'evil.test:4318' };

describe('a viewer, asked by its page', () => {
  let viewer: Viewer;

  beforeEach(async () => {
    viewer = await serve({ port: 0 });
    const attributes = [
      { key: 'everspan.correlation.id', value: { stringValue: 'a/b 7' } },
      { key: 'everspan.workflow.name', value: { stringValue: 'place' } },
    ];
    const links = [{ traceId: TRACE_ID, spanId: SPAN_ID }];
    const body = bytesOf(requestOf(spanOf({ attributes, links })));
    await send(viewer.url, { headers: JSON_TYPE, body });
  });

  afterEach(() => viewer.close());

  const get = (
    path: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answered> => send(viewer.url, { method: 'GET', path, headers });

  it('lists runs, the newest start first', async () => {
    const later = '1795000000900000000';
    const body = bytesOf(
      requestOf(
        spanOf({ traceId: 'f'.repeat(32), startTimeUnixNano: later }),
        spanOf({ traceId: 'e'.repeat(32), startTimeUnixNano: '5' }),
      ),
    );
    await send(viewer.url, { headers: JSON_TYPE, body });
    const { runs } = jsonOf(await get('/api/runs')) as {
      runs: { traceId: string }[];
    };
    expect(runs.map(({ traceId }) => traceId.slice(0, 1))).to.deep.equal([
      'f',
      TRACE_ID.slice(0, 1),
      'e',
    ]);
  });

  it('gives a trace with targets of links, backlinks and logs', async () => {
    const json = jsonOf(await get(`/api/traces/${TRACE_ID}`));
    const title = { name: 'charge', service: '' };
    expect(json).to.have.keys('run', 'spans', 'backlinks', 'logs');
    expect(json).to.have.deep.nested.property(
      'spans[0].links[0].target',
      title,
    );
    expect(json).to.have.deep.nested.property('backlinks[0].from', {
      traceId: TRACE_ID,
      spanId: SPAN_ID,
      ...title,
    });
  });

  it('finds spans, tells stories and draws graphs', async () => {
    const search = jsonOf(await get('/api/search?q=a%2Fb'));
    expect(search).to.have.nested.property('hits.length', 1);
    const story = jsonOf(await get('/api/stories/a%2Fb%207'));
    expect(story).to.include({ correlationId: 'a/b 7' });
    expect(story).to.have.nested.property('traces.length', 1);
    const graph = jsonOf(await get('/api/graph?workflow=place'));
    expect(graph).to.have.nested.property('nodes[0].name', 'charge');
  });

  for (const path of [
    '/api/traces/unknown',
    '/api/traces/%',
    '/api/stories/unknown',
    '/api/nothing',
    '/api/',
  ]) {
    it(`answers ${path} with 404 and a reason`, async () => {
      const answer = await get(path);
      expect(answer.status).to.equal(404);
      expect(jsonOf(answer)).to.have.property('error').that.is.a('string');
    });
  }

  it('takes no other method than GET for a question', async () => {
    const answer = await send(viewer.url, { path: '/api/runs' });
    expect(answer.status).to.equal(405);
    expect(answer.headers.allow).to.equal('GET, HEAD');
  });

  it('forgets everything when it is told to, by POST only', async () => {
    expect((await get('/api/clear')).status).to.equal(405);
    expect(viewer.store.stats()).to.include({ spans: 1 });
    const cleared = await send(viewer.url, { path: '/api/clear' });
    expect(cleared.status).to.equal(204);
    expect(viewer.store.stats()).to.include({ spans: 0 });
  });

  for (const headers of [EVIL, REBOUND, { 'sec-fetch-site': 'cross-site' }]) {
    it(`keeps out ${JSON.stringify(headers)}`, async () => {
      for (const path of ['/api/runs', '/api/events', '/assets/app.js']) {
        expect((await get(path, headers)).status).to.equal(403);
      }
      const clear = await send(viewer.url, { path: '/api/clear', headers });
      expect(clear.status).to.equal(403);
      expect(viewer.store.stats()).to.include({ spans: 1 });
    });
  }

  it('gives its page, which runs nothing but its own files', async () => {
    const page = await get('/');
    expect(page.status).to.equal(200);
    expect(page.headers['content-type']).to.equal('text/html; charset=utf-8');
    const policy = page.headers['content-security-policy'];
    expect(policy).to.include("default-src 'none'; script-src 'self';");
    expect(policy).to.not.match(/unsafe|https?:|\*/);
    expect(page.body.toString()).to.not.match(/<script(?! [^>]*src=)/);
    const script = await get('/assets/app.js');
    expect(script.headers).to.include({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'no-cache',
    });
  });

  for (const path of [
    '/assets/../serve.js',
    '/assets/%2e%2e/serve.js',
    '/assets/..%2fserve.js',
    '/assets/.hidden.js',
    '/assets/no-such.js',
    '/assets/',
    '//evil.test/app.js',
  ]) {
    it(`has no file ${path}`, async () => {
      expect((await get(path)).status).to.equal(404);
    });
  }

  it('opens its page to a link on another site, not to another name', async () => {
    const linked = await get('/', { 'sec-fetch-site': 'cross-site' });
    expect(linked.status).to.equal(200);
    expect((await get('/', REBOUND)).status).to.equal(403);
  });

  it('says who it is, and what a browser must not do, on every answer', async () => {
    for (const path of ['/', '/api/runs', '/api/nothing', '/v1/traces']) {
      expect((await get(path)).headers).to.include({
        'x-content-type-options': 'nosniff',
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
      });
      expect((await get(path)).headers).to.have.property('everspan-view');
    }
  });
});

describe('a viewer, sent spans by a browser', () => {
  let viewer: Viewer;

  before(async () => {
    viewer = await serve({ port: 0, cors: ['https://shop.test'] });
  });

  after(() => viewer.close());

  const body = bytesOf(requestOf(spanOf()));

  it('refuses other sites', async () => {
    for (const headers of [EVIL, { ...REBOUND, origin: 'http://evil.test' }]) {
      const sent = { headers: { ...JSON_TYPE, ...headers }, body };
      expect((await send(viewer.url, sent)).status).to.equal(403);
    }
    expect(viewer.store.stats()).to.include({ spans: 0 });
  });

  it('gives other sites no leave to try', async () => {
    const answer = await send(viewer.url, { method: 'OPTIONS', headers: EVIL });
    expect(answer.status).to.equal(403);
    expect(answer.headers).to.not.have.property('access-control-allow-origin');
  });

  it('takes them from the origins it is told of', async () => {
    const origin = 'https://shop.test';
    const asked = await send(viewer.url, {
      method: 'OPTIONS',
      headers: { origin, 'sec-fetch-site': 'cross-site' },
    });
    expect(asked.status).to.equal(204);
    expect(asked.headers).to.include({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type, content-encoding',
    });
    const sent = { headers: { ...JSON_TYPE, origin }, body };
    const answer = await send(viewer.url, sent);
    expect(answer.status).to.equal(200);
    expect(answer.headers).to.include({
      'access-control-allow-origin': origin,
      vary: 'Origin',
    });
  });

  it('lets these origins read nothing', async () => {
    const answer = await send(viewer.url, {
      method: 'GET',
      path: '/api/runs',
      headers: { origin: 'https://shop.test' },
    });
    expect(answer.status).to.equal(403);
    expect(answer.headers).to.not.have.property('access-control-allow-origin');
  });
});
