import { expect } from 'chai';
import {
  addressWith,
  pageTrial,
  rowsOf,
  selectedIn,
} from '../support/page-trial';
import { JSON_TYPE, send } from '../../http/http-client';
import { spanIdOf, traceIdOf } from '../support/otlp-traces';
import { BAD_CREDENTIALS, CREDENTIALS, ORDER } from '../support/shop-traces';

const FAILED_RUN = `/trace/${traceIdOf('bad-credentials')}`;

describe('the page of a run', () => {
  const open = pageTrial();

  it('shows the spans in their order, parents first', async () => {
    const opened = await open({ traces: [BAD_CREDENTIALS], place: FAILED_RUN });
    await opened.page.getByRole('treegrid').waitFor();
    expect(await rowsOf(opened.page)).to.deep.equal([
      'summarise',
      'load document',
      'GET /documents/DOC-77',
      'split into chunks',
      'ask model',
      'InvokeModel',
    ]);
  });

  it('opens a failed run where it failed: exception, stack and cause', async () => {
    const opened = await open({ traces: [BAD_CREDENTIALS], place: FAILED_RUN });
    const panel = opened.page.getByLabel('Span', { exact: true });
    await panel.getByRole('heading', { name: 'InvokeModel' }).waitFor();
    const text = await panel.innerText();
    expect(text).to.include('UnrecognizedClientException: The security token');
    expect(text).to.include('at BedrockClient.invoke');
    expect(text).to.include('Caused by');
    expect(text).to.include('HttpError: 403 Forbidden');
    expect(text).not.to.include('node_modules');
    await panel.getByRole('button', { name: '2 of dependencies' }).click();
    expect(await panel.innerText()).to.include('node_modules');
  });

  it('shows attributes, events, ids and resource of a span', async () => {
    const opened = await open({ traces: [BAD_CREDENTIALS], place: FAILED_RUN });
    const panel = opened.page.getByLabel('Span', { exact: true });
    await panel.getByText('aws.region').waitFor();
    const text = await panel.innerText();
    expect(text).to.include('eu-central-1').and.to.include('retry');
    expect(text).to.include(spanIdOf('bad-credentials', 'invoke'));
    await panel.getByText('Resource').click();
    expect(await panel.innerText()).to.include('laptop');
  });

  it('shows the logs of a span beside it, as they arrive', async () => {
    const opened = await open({ traces: [BAD_CREDENTIALS], place: FAILED_RUN });
    await opened.page.getByText('aws.region').waitFor();
    const log = {
      timeUnixNano: String(Date.now() * 1e6),
      severityText: 'WARN',
      body: { stringValue: 'the token looks old' },
      traceId: traceIdOf('bad-credentials'),
      spanId: spanIdOf('bad-credentials', 'invoke'),
    };
    const { status } = await send(opened.viewer.url, {
      path: '/v1/logs',
      headers: JSON_TYPE,
      body: JSON.stringify({
        resourceLogs: [{ scopeLogs: [{ logRecords: [log] }] }],
      }),
    });
    expect(status).to.equal(200);
    const panel = opened.page.getByLabel('Span', { exact: true });
    await panel.getByText('the token looks old').waitFor();
    expect(await panel.innerText()).to.include('WARN');
  });

  it('shows captured input as a tree', async () => {
    const place = `${FAILED_RUN}?span=${spanIdOf('bad-credentials', 'root')}`;
    const opened = await open({ traces: [BAD_CREDENTIALS], place });
    const input = opened.page.locator('section', { hasText: 'Input' });
    await input.getByText('document:').waitFor();
    expect(await input.innerText()).to.include('DOC-77');
  });

  it('follows a link in place, its backlink, and the way back', async () => {
    const place = `/trace/${traceIdOf('order-charged')}?span=${spanIdOf('order-charged', 'root')}`;
    const opened = await open({ traces: ORDER, place });
    const panel = opened.page.getByLabel('Span', { exact: true });
    await panel.getByRole('link', { name: 'publish orders' }).click();
    await panel.getByRole('heading', { name: 'publish orders' }).waitFor();
    const back = opened.page.getByRole('button', { name: /Back to/ });
    expect(await back.innerText()).to.include('process orders');
    await panel.getByText('Linked from').waitFor();
    await back.click();
    await panel.getByRole('heading', { name: 'process orders' }).waitFor();
    await panel.getByRole('link', { name: 'publish orders' }).click();
    await panel.getByRole('link', { name: 'process orders' }).click();
    await panel.getByRole('heading', { name: 'process orders' }).waitFor();
  });

  it('says of a link whose target is not there that it is not', async () => {
    const place = `/trace/${traceIdOf('order-charged')}?span=${spanIdOf('order-charged', 'root')}`;
    const opened = await open({ traces: [ORDER[1]!], place });
    await opened.page.getByText('not arrived').waitFor();
  });

  it('keeps its place in the address', async () => {
    const opened = await open({ traces: [BAD_CREDENTIALS], place: FAILED_RUN });
    await opened.page.getByText('split into chunks').click();
    await addressWith(opened.page, spanIdOf('bad-credentials', 'split'));
    await opened.page.reload();
    await opened.page.locator('[aria-selected=true]').waitFor();
    expect(await selectedIn(opened.page)).to.equal('split into chunks');
  });

  it('grows while its spans arrive', async () => {
    const spans = BAD_CREDENTIALS.spans.slice(0, 3);
    const place = FAILED_RUN;
    const opened = await open({
      traces: [{ ...BAD_CREDENTIALS, spans }],
      place,
    });
    await opened.page.getByText('load document').first().waitFor();
    await opened.send(BAD_CREDENTIALS);
    await opened.page.getByText('InvokeModel').first().waitFor();
  });

  it('asks for a run once', async () => {
    const opened = await open({ traces: [BAD_CREDENTIALS] });
    const asked: string[] = [];
    opened.page.on('request', (request) => asked.push(request.url()));
    await opened.page.goto(`${opened.viewer.url}/?anew#${FAILED_RUN}`);
    await opened.page.getByText('aws.region').waitFor();
    await opened.page.getByText('live', { exact: true }).waitFor();
    // Longer than it takes to be asked again.
    await opened.page.waitForTimeout(1_000);
    const traces = asked.filter((url) => url.includes('/api/traces/'));
    expect(traces).to.have.lengthOf(1);
  });

  it('copies a span as JSON', async () => {
    const opened = await open({ traces: [BAD_CREDENTIALS], place: FAILED_RUN });
    const { page } = opened;
    await page
      .context()
      .grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy as JSON' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const text = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(JSON.parse(text)).to.deep.include({
      traceId: traceIdOf('bad-credentials'),
      spanId: spanIdOf('bad-credentials', 'invoke'),
      name: 'InvokeModel',
      status: { code: 2, message: CREDENTIALS },
    });
  });

  it('says of a run that it does not know it', async () => {
    const opened = await open({
      place: `/trace/${traceIdOf('gone')}`,
      mayComplain: true,
    });
    await opened.page.getByText('This is not to be had').waitFor();
  });

  it('saves the run as OTLP/JSON that a viewer takes', async () => {
    const opened = await open({ traces: [BAD_CREDENTIALS], place: FAILED_RUN });
    const saved = opened.page.waitForEvent('download');
    await opened.page.getByRole('button', { name: 'Export' }).click();
    const { createReadStream } = await import('node:fs');
    const chunks: string[] = [];
    const path = await (await saved).path();
    for await (const chunk of createReadStream(path, 'utf8')) {
      chunks.push(String(chunk));
    }
    const { resourceSpans } = JSON.parse(chunks.join('')) as {
      readonly resourceSpans: readonly unknown[];
    };
    expect(resourceSpans).to.have.lengthOf(6);
  });
});
