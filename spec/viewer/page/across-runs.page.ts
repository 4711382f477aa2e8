import { expect } from 'chai';
import { open, stopBrowser, type Opened } from './support/opened-page';
import { spanIdOf, traceIdOf } from './support/otlp-traces';
import { BAD_CREDENTIALS, importRuns, ORDER } from './support/shop-traces';

describe('what the page shows across runs', () => {
  let opened: Opened;

  afterEach(async () => {
    expect(opened.complaints).to.deep.equal([]);
    await opened.close();
  });

  after(stopBrowser);

  it('tells the story of a correlation id, with its links', async () => {
    opened = await open({ traces: [...ORDER, ...importRuns(2)] });
    const id = opened.page.getByRole('link', { name: 'A-1001' });
    await id.first().click();
    await opened.page.getByText('3 phases').waitFor();
    const phases = await opened.page.locator('.phase a').allInnerTexts();
    expect(phases).to.deep.equal(['place order', 'charge order', 'ship order']);
    await opened.page.getByRole('img', { name: '2 links' }).waitFor();
    expect(await opened.page.locator('.axis .gap').innerText()).to.equal(
      '2.03 h',
    );
  });

  it('grows a story while its phases arrive', async () => {
    const place = '/story/A-1001';
    opened = await open({ traces: ORDER.slice(0, 2), place });
    await opened.page.getByText('2 phases').waitFor();
    await opened.send(ORDER[2]!);
    await opened.page.getByText('3 phases').waitFor();
  });

  it('leads from a story to a span, and back', async () => {
    opened = await open({ traces: ORDER, place: '/story/A-1001' });
    await opened.page.getByRole('link', { name: 'charge card' }).click();
    await opened.page.getByRole('treegrid').waitFor();
    expect(opened.page.url()).to.include(spanIdOf('order-charged', 'charge'));
    await opened.page.goBack();
    await opened.page.getByText('3 phases').waitFor();
  });

  it('searches all spans, from the keyboard alone', async () => {
    opened = await open({ traces: [BAD_CREDENTIALS, ...ORDER] });
    await opened.page.locator('tbody tr').first().waitFor();
    await opened.page.keyboard.press('/');
    await opened.page.keyboard.type('security token');
    const hit = opened.page.locator('tr.is-selected');
    await hit.getByText('summaries').waitFor();
    await opened.page.keyboard.press('Enter');
    await opened.page.getByRole('treegrid').waitFor();
    expect(opened.page.url()).to.include(traceIdOf('bad-credentials'));
  });

  it('says where a text was found, and when it was not', async () => {
    opened = await open({ traces: ORDER, place: '/search/A-1001' });
    await opened.page
      .getByText('attribute everspan.correlation.id')
      .first()
      .waitFor();
    await opened.page.getByLabel('Search all spans').fill('<b>no such</b>');
    await opened.page.getByText('Nothing holds “<b>no such</b>”').waitFor();
  });

  it('draws which tasks of a workflow call which', async () => {
    const place = '/graph/charge%20order';
    opened = await open({ traces: ORDER, place });
    const node = opened.page.locator('.node', { hasText: 'POST /charges' });
    await node.waitFor();
    expect(await node.textContent())
      .to.include('2 calls')
      .and.include('1 failed');
    expect(await opened.page.locator('.edge').count()).to.equal(3);
  });

  it('leads from a box of the graph to its spans', async () => {
    opened = await open({ traces: ORDER, place: '/graph/charge%20order' });
    await opened.page.getByRole('link', { name: /POST .charges/ }).click();
    await opened.page.getByText('2 spans').waitFor();
  });

  it('compares a run with the one before', async () => {
    const place = `/trace/${traceIdOf('import-0')}`;
    opened = await open({ traces: importRuns(3), place });
    await opened.page.getByRole('link', { name: /Compare/ }).click();
    await opened.page.getByText('fetch feed').waitFor();
    const text = await opened.page.locator('tbody').innerText();
    expect(text).to.include('−97.0 ms (22 %)');
  });

  it('compares with another run of the workflow, and the other way round', async () => {
    const place = `/compare/${traceIdOf('import-1')}/${traceIdOf('import-0')}`;
    const traces = [...importRuns(5), ...ORDER];
    opened = await open({ traces, place });
    const before = opened.page.getByLabel('Before');
    await before.locator('option').nth(4).waitFor({ state: 'attached' });
    expect(await before.locator('option').count()).to.equal(5);
    await before.selectOption(traceIdOf('import-4'));
    const change = opened.page.getByRole('status').getByText('Whole run');
    await change.getByText('−388 ms (53 %)').waitFor();
    await opened.page.getByRole('button', { name: 'Swap' }).click();
    await change.getByText('+388 ms (114 %)').waitFor();
    expect(opened.page.url()).to.match(
      new RegExp(`${traceIdOf('import-0')}/${traceIdOf('import-4')}$`),
    );
  });
});
