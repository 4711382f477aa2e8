import { expect } from 'chai';
import { open, stopBrowser, type Opened } from './opened-page';
import { JSON_TYPE, send } from '../http-client';
import { spanIdOf, traceIdOf } from './otlp-traces';
import { BAD_CREDENTIALS, importRuns, largeTrace, ORDER } from './shop-traces';

const FAILED_RUN = `/trace/${traceIdOf('bad-credentials')}`;

describe('the page of a run', () => {
  let opened: Opened;

  const rows = (): Promise<string[]> =>
    opened.page.getByRole('row').locator('.label').allInnerTexts();
  const selected = (): Promise<string> =>
    opened.page.locator('[aria-selected=true] .label').innerText();

  afterEach(async () => {
    expect(opened.complaints).to.deep.equal([]);
    await opened.close();
  });

  after(stopBrowser);

  it('shows the spans in their order, parents first', async () => {
    opened = await open({ traces: [BAD_CREDENTIALS], place: FAILED_RUN });
    await opened.page.getByRole('treegrid').waitFor();
    expect(await rows()).to.deep.equal([
      'summarise',
      'load document',
      'GET /documents/DOC-77',
      'split into chunks',
      'ask model',
      'InvokeModel',
    ]);
  });

  it('opens a failed run where it failed: exception, stack and cause', async () => {
    opened = await open({ traces: [BAD_CREDENTIALS], place: FAILED_RUN });
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
    opened = await open({ traces: [BAD_CREDENTIALS], place: FAILED_RUN });
    const panel = opened.page.getByLabel('Span', { exact: true });
    await panel.getByText('aws.region').waitFor();
    const text = await panel.innerText();
    expect(text).to.include('eu-central-1').and.to.include('retry');
    expect(text).to.include(spanIdOf('bad-credentials', 'invoke'));
    await panel.getByText('Resource').click();
    expect(await panel.innerText()).to.include('laptop');
  });

  it('shows the logs of a span beside it', async () => {
    opened = await open({ traces: [BAD_CREDENTIALS], place: FAILED_RUN });
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
    await opened.page.reload();
    const panel = opened.page.getByLabel('Span', { exact: true });
    await panel.getByText('the token looks old').waitFor();
    expect(await panel.innerText()).to.include('WARN');
  });

  it('shows captured input as a tree', async () => {
    const place = `${FAILED_RUN}?span=${spanIdOf('bad-credentials', 'root')}`;
    opened = await open({ traces: [BAD_CREDENTIALS], place });
    const input = opened.page.locator('section', { hasText: 'Input' });
    await input.getByText('document:').waitFor();
    expect(await input.innerText()).to.include('DOC-77');
  });

  it('jumps to the next error, round at the end, out of what is collapsed', async () => {
    opened = await open({ traces: [BAD_CREDENTIALS], place: FAILED_RUN });
    await opened.page.getByText('Error 3 of 3').waitFor();
    await opened.page.keyboard.press('e');
    expect(await selected()).to.equal('summarise');
    await opened.page.keyboard.press('h');
    expect(await rows()).to.deep.equal(['summarise']);
    await opened.page.getByText('5 hidden, 2 failed').waitFor();
    await opened.page.keyboard.press('e');
    expect(await selected()).to.equal('ask model');
    await opened.page.keyboard.press('E');
    expect(await selected()).to.equal('summarise');
  });

  it('walks, collapses, expands and closes by keys', async () => {
    opened = await open({ traces: importRuns(1), place: importPlace() });
    await opened.page.getByRole('treegrid').waitFor();
    await opened.page.keyboard.press('j');
    expect(await selected()).to.equal('import feed');
    await opened.page.keyboard.press('l');
    expect(await selected()).to.equal('fetch feed');
    await opened.page.keyboard.press('End');
    expect(await selected()).to.equal('store items');
    await opened.page.keyboard.press('ArrowLeft');
    expect(await selected()).to.equal('import feed');
    await opened.page.keyboard.press('Escape');
    await opened.page.locator('.panel').waitFor({ state: 'detached' });
    await opened.page.keyboard.press('Escape');
    await opened.page.getByRole('heading', { name: 'Runs' }).waitFor();
  });

  it('zooms to a span, and back', async () => {
    opened = await open({ traces: [BAD_CREDENTIALS], place: FAILED_RUN });
    const bars = opened.page.locator('.bar');
    await opened.page.getByRole('treegrid').waitFor();
    expect(await bars.count()).to.equal(6);
    await opened.page.keyboard.press('z');
    expect(await bars.count()).to.equal(4);
    await opened.page.keyboard.press('0');
    expect(await bars.count()).to.equal(6);
  });

  it('zooms to what is dragged over on the axis', async () => {
    opened = await open({ traces: [BAD_CREDENTIALS], place: FAILED_RUN });
    const axis = (await opened.page.locator('.ticks').boundingBox())!;
    const y = axis.y + axis.height / 2;
    await opened.page.mouse.move(axis.x + axis.width * 0.5, y);
    await opened.page.mouse.down();
    await opened.page.mouse.move(axis.x + axis.width * 0.8, y, { steps: 4 });
    await opened.page.mouse.up();
    expect(await opened.page.locator('.bar').count()).to.equal(3);
  });

  it('marks the critical path, unless it is not wanted', async () => {
    opened = await open({ traces: [BAD_CREDENTIALS], place: FAILED_RUN });
    await opened.page.locator('.critical').first().waitFor();
    await opened.page.getByRole('button', { name: 'Critical path' }).click();
    expect(await opened.page.locator('.critical').count()).to.equal(0);
  });

  it('follows a link in place, its backlink, and the way back', async () => {
    const place = `/trace/${traceIdOf('order-charged')}?span=${spanIdOf('order-charged', 'root')}`;
    opened = await open({ traces: ORDER, place });
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
    opened = await open({ traces: [ORDER[1]!], place });
    await opened.page.getByText('not arrived').waitFor();
  });

  it('keeps its place in the address', async () => {
    opened = await open({ traces: [BAD_CREDENTIALS], place: FAILED_RUN });
    await opened.page.getByText('split into chunks').click();
    expect(opened.page.url()).to.include(spanIdOf('bad-credentials', 'split'));
    await opened.page.reload();
    await opened.page.locator('[aria-selected=true]').waitFor();
    expect(await selected()).to.equal('split into chunks');
  });

  it('grows while its spans arrive', async () => {
    const spans = BAD_CREDENTIALS.spans.slice(0, 3);
    const place = FAILED_RUN;
    opened = await open({ traces: [{ ...BAD_CREDENTIALS, spans }], place });
    await opened.page.getByText('load document').first().waitFor();
    await opened.send(BAD_CREDENTIALS);
    await opened.page.getByText('InvokeModel').first().waitFor();
  });

  it('says of a run that it does not know it', async () => {
    opened = await open({ place: `/trace/${traceIdOf('gone')}` });
    await opened.page.getByText('This is not to be had').waitFor();
    // The browser itself writes of a 404.
    expect(opened.complaints).to.have.lengthOf(1);
    opened = { ...opened, complaints: [] };
  });

  it('saves the run as OTLP/JSON that a viewer takes', async () => {
    opened = await open({ traces: [BAD_CREDENTIALS], place: FAILED_RUN });
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

  it('draws of 10 000 spans only those in sight, and finds the failed one', async () => {
    const place = `/trace/${traceIdOf('large-10000')}`;
    opened = await open({ traces: [largeTrace(10_000)], place });
    await opened.page.getByText('1 error').waitFor();
    const drawn = (): Promise<number> => opened.page.getByRole('row').count();
    expect(await drawn()).to.be.within(10, 80);
    const grid = opened.page.getByRole('treegrid');
    expect(await grid.getAttribute('aria-rowcount')).to.equal('10000');
    await opened.page.keyboard.press('e');
    expect(await selected()).to.equal('step 9900');
    expect(await drawn()).to.be.within(10, 80);
    await opened.page.evaluate(
      'document.querySelector("[role=treegrid]").scrollTop = 0',
    );
    await opened.page.locator('.label', { hasText: 'nightly batch' }).waitFor();
  });
});

function importPlace(): string {
  return `/trace/${traceIdOf('import-0')}`;
}
