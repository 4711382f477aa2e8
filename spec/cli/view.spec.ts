import { expect } from 'chai';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { JSON_TYPE, send } from '../viewer/http/http-client';
import {
  bytesOf,
  requestOf,
  spanOf,
  TRACE_ID,
} from '../viewer/otlp/otlp-request';
import { everspan } from './command-line';
import { endViews, runsOf, startView, stopView } from './view-command';

const REQUEST = bytesOf(requestOf(spanOf()));

describe('everspan view', () => {
  afterEach(endViews);

  it('receives traces and shows them, on loopback', async () => {
    const { url } = await startView();
    expect(url).to.match(/^http:\/\/127\.0\.0\.1:\d+$/);
    await send(url, { headers: JSON_TYPE, body: REQUEST });
    const [run] = await runsOf(url);
    expect(run).to.include({ traceId: TRACE_ID, name: 'charge' });
  });

  it('says what to paste', async () => {
    const { running, url } = await startView();
    expect(running.stdout()).to.include(`OTEL_EXPORTER_OTLP_ENDPOINT=${url} `);
  });

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    it(`ends with 0 by ${signal}, whoever is connected`, async () => {
      const { running, url } = await startView();
      const events = await fetch(`${url}/api/events`);
      process.kill(running.pid, signal);
      expect(await running.end).to.include({ code: 0, signal: null });
      await events.text().catch(() => undefined);
    });
  }

  it('says who holds a port that is taken, and what to do', async () => {
    const { url } = await startView();
    const { port } = new URL(url);
    const end = await everspan(['view', '--port', port]).end;
    expect(end).to.include({ code: 1, stdout: '' });
    expect(end.stderr).to.match(
      /^everspan: ERR_EVERSPAN_PORT_TAKEN: Port \d+ is taken by .*, an everspan view\. Choose another with --port/,
    );
  });

  it('warns of a host that others can reach', async () => {
    const { running } = await startView('--host', '0.0.0.0');
    const { stderr } = await stopView(running);
    expect(stderr).to.match(
      /^everspan: who reaches http:\/\/0\.0\.0\.0:\d+ can read and write traces/,
    );
  });

  it('says nothing of the kind of loopback', async () => {
    const { running } = await startView('--host', 'localhost');
    const { stderr } = await stopView(running);
    expect(stderr).to.equal('');
  });

  it('lets pages of an origin send that it is told of', async () => {
    const { url } = await startView('--cors', 'https://shop.test');
    const headers = { ...JSON_TYPE, origin: 'https://shop.test' };
    const answer = await send(url, { headers, body: REQUEST });
    expect(answer.headers).to.include({
      'access-control-allow-origin': 'https://shop.test',
    });
  });
});

describe('everspan view, on its command line', () => {
  it('tells how it is used', async () => {
    const end = await everspan(['view', '--help']).end;
    expect(end).to.include({ code: 0, stderr: '' });
    expect(end.stdout).to.match(/^Usage: everspan view/);
  });

  for (const args of [
    ['--port', 'x'],
    ['--port', '65536'],
    ['--port', '-1'],
    ['--port', ''],
    ['--max-bytes', '1.5'],
    ['--cors', '*'],
    ['--cors', 'https://shop.test/path'],
    ['--open', '/no/such/file.jsonl'],
    ['--save', '/no/such/file.jsonl'],
    ['--fly'],
    ['traces.jsonl'],
  ]) {
    it(`refuses ${args.join(' ')}`, async () => {
      const end = await everspan(['view', ...args]).end;
      expect(end).to.include({ code: 2, stdout: '' });
      expect(end.stderr).to.match(/^everspan: ERR_EVERSPAN_USAGE: /);
    });
  }

  it('says what the machine says of a host that is not here', async () => {
    const end = await everspan(['view', '--host', '192.0.2.1']).end;
    expect(end.code).to.equal(1);
    expect(end.stderr).to.match(/^everspan: .*EADDRNOTAVAIL/);
  });

  it('names a server that is no viewer', async () => {
    const server = createServer((_, response) => {
      response.writeHead(404).end();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const end = await everspan(['view', '--port', String(port)]).end;
    expect(end.stderr).to.include(', an HTTP server. Choose another');
    server.closeAllConnections();
    server.close();
  });
});
