import { expect } from 'chai';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { JSON_TYPE, send } from '../viewer/http/http-client';
import {
  bytesOf,
  logRequestOf,
  requestOf,
  spanOf,
  TRACE_ID,
} from '../viewer/otlp/otlp-request';
import { endViews, runsOf, startView, stopView } from './view-command';
import { temporaryFolder } from '../support/temporary-folder';

const REQUEST = bytesOf(requestOf(spanOf()));

describe('everspan view --save, --open', () => {
  afterEach(endViews);

  it('saves what arrives, and shows it the next time', async () => {
    const path = join(temporaryFolder(), 'traces.jsonl');
    const { running, url } = await startView('--save', path);
    await send(url, { headers: JSON_TYPE, body: REQUEST });
    const logs = bytesOf(logRequestOf({ traceId: TRACE_ID }));
    await send(url, { path: '/v1/logs', headers: JSON_TYPE, body: logs });
    await send(url, { headers: JSON_TYPE, body: '{}' });
    await stopView(running);
    const lines = [REQUEST, logs].map((line) => `${line.toString()}\n`);
    expect(readFileSync(path, 'utf8')).to.equal(lines.join(''));

    const again = await startView('--open', path);
    expect(again.running.stdout()).to.include(`${path}: 2 spans and log rec`);
    expect(await runsOf(again.url)).to.have.lengthOf(1);
    const trace = await fetch(`${again.url}/api/traces/${TRACE_ID}`);
    expect(await trace.json())
      .to.have.property('logs')
      .that.has.lengthOf(1);
  });

  it('appends to what is there, on a line of its own', async () => {
    const path = join(temporaryFolder(), 'traces.jsonl');
    writeFileSync(path, '{"resourceSpans":[');
    const { url } = await startView('--save', path);
    await send(url, { headers: JSON_TYPE, body: REQUEST });
    expect(readFileSync(path, 'utf8')).to.equal(
      `{"resourceSpans":[\n${REQUEST.toString()}\n`,
    );
  });

  it('skips bad lines, and tells of the first', async () => {
    const path = join(temporaryFolder(), 'traces.jsonl');
    const metrics = '{"resourceMetrics":[]}';
    const bad = '{"resourceSpans":[';
    writeFileSync(path, [metrics, bad, bad, REQUEST, ''].join('\n'));
    const { running, url } = await startView('--open', path);
    expect(await runsOf(url)).to.have.lengthOf(1);
    const { stderr } = await stopView(running);
    expect(stderr).to.include('2 line(s) skipped; line 2: ');
    expect(stderr.split('\n')).to.have.lengthOf(2);
  });

  it('goes on showing when the file cannot be written to', async () => {
    const { running, url } = await startView('--save', '/dev/full');
    for (let sent = 0; sent < 2; sent += 1) {
      const answer = await send(url, { headers: JSON_TYPE, body: REQUEST });
      expect(answer.status).to.equal(200);
    }
    expect(await runsOf(url)).to.have.lengthOf(1);
    const { stderr } = await stopView(running);
    expect(stderr).to.match(
      /^everspan: cannot save to \/dev\/full: ENOSPC.*\n$/,
    );
  });

  it('keeps within the bytes it is given', async () => {
    const path = join(temporaryFolder(), 'traces.jsonl');
    writeFileSync(path, REQUEST);
    const { running } = await startView('--open', path, '--max-bytes', '100');
    const { stderr } = await stopView(running);
    expect(stderr).to.include('1 of them could not be');
  });
});
