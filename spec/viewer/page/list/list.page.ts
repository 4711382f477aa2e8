import { expect } from 'chai';
import { addressWith, pageTrial, titled } from '../support/page-trial';
import {
  exception,
  traceIdOf,
  type SpanDraft,
  type TraceDraft,
} from '../support/otlp-traces';
import { BAD_CREDENTIALS, importRuns, ORDER } from '../support/shop-traces';

const ROWS = 'tbody tr';

describe('the list of runs', () => {
  const open = pageTrial();

  it('tells a newcomer what to paste, with its own address', async () => {
    const opened = await open();
    await opened.page.getByText('Waiting for the first run').waitFor();
    const pasted = await opened.page.locator('pre').first().textContent();
    expect(pasted).to.include(`ENDPOINT=${opened.viewer.url}`);
  });

  it('shows name, duration, spans, service and correlation id', async () => {
    const opened = await open({ traces: importRuns(1) });
    const row = await opened.page.locator(ROWS).innerText();
    for (const text of ['import feed', '340 ms', '4', 'imports', 'FEED-0']) {
      expect(row).to.include(text);
    }
  });

  it('says why a run failed, in its row', async () => {
    const opened = await open({ traces: [BAD_CREDENTIALS, ...importRuns(2)] });
    const reason = opened.page.locator('tr.is-failed .reason');
    await reason.waitFor();
    expect(await reason.innerText()).to.include('The security token included');
    expect(await opened.page.locator('.reason').count()).to.equal(1);
  });

  it('leads from the number of failed runs to them', async () => {
    const opened = await open({ traces: [BAD_CREDENTIALS, ...importRuns(3)] });
    await opened.page.getByRole('link', { name: '1 failed' }).click();
    await opened.page.getByText('1 of 4').waitFor();
    await addressWith(opened.page, 'filter=failed');
  });

  it('shows a run that arrives, without a reload', async () => {
    const opened = await open({ traces: importRuns(1) });
    await opened.page.locator(ROWS).waitFor();
    await opened.send(BAD_CREDENTIALS);
    const failed = opened.page.locator('tr.is-failed');
    await failed.waitFor();
    expect(await failed.innerText()).to.include('interrupted by exit');
    expect(await opened.page.locator(ROWS).count()).to.equal(2);
  });

  it('leaves the empty state by itself', async () => {
    const opened = await open();
    await opened.page.getByText('Waiting for the first run').waitFor();
    await opened.send(...importRuns(1));
    await opened.page.locator(ROWS).waitFor();
  });

  it('grows a run whose spans come later', async () => {
    const [root, ...later] = BAD_CREDENTIALS.spans;
    const opened = await open({
      traces: [{ ...BAD_CREDENTIALS, spans: [root!] }],
    });
    await opened.page.getByText('1 · 1 error').waitFor();
    await opened.send({ ...BAD_CREDENTIALS, spans: later });
    await opened.page.getByText('6 · 3 errors').waitFor();
    expect(await opened.page.locator(ROWS).count()).to.equal(1);
  });

  it('marks a run that is still going on, until it ends', async () => {
    const [run] = importRuns(1) as [TraceDraft];
    const [root, ...tasks] = run.spans as [SpanDraft, ...SpanDraft[]];
    const spans = [{ ...root, isRunning: true } as const, ...tasks];
    const opened = await open({ traces: [{ ...run, spans }] });
    await opened.page.getByText('1 running').waitFor();
    await opened.page.locator('td.name a').click();
    await opened.page.locator('.bar.is-running').waitFor();
    await opened.send(run);
    await opened.page.locator('.bar.is-running').waitFor({ state: 'detached' });
    await opened.page.getByText('340 ms').first().waitFor();
  });

  it('opens a run by a click anywhere in its row', async () => {
    const opened = await open({ traces: importRuns(1) });
    await opened.page.getByRole('cell', { name: 'imports' }).click();
    await opened.page.getByRole('treegrid').waitFor();
  });

  it('puts failed runs first on demand, and keeps that in the address', async () => {
    const opened = await open({ traces: [BAD_CREDENTIALS, ...recent(3)] });
    const first = opened.page.locator(ROWS).first();
    await opened.page.locator(ROWS).nth(3).waitFor();
    expect(await first.innerText()).not.to.include('summarise');
    await opened.page.getByRole('button', { name: 'Failed first' }).click();
    expect(await first.innerText()).to.include('summarise');
    await addressWith(opened.page, 'order=failed');
    await opened.page.reload();
    await opened.page.locator(ROWS).nth(3).waitFor();
    expect(await first.innerText()).to.include('summarise');
  });

  it('filters by what it shows', async () => {
    const opened = await open({ traces: [...importRuns(5), ...ORDER] });
    await opened.page.getByLabel('Filter runs').fill('a-1001');
    await opened.page.getByText('3 of 8').waitFor();
    await opened.page.getByLabel('Filter runs').fill('nothing has this');
    await opened.page.getByText('No run has this text').waitFor();
  });

  it('forgets all runs when that is confirmed', async () => {
    const opened = await open({ traces: importRuns(2) });
    await opened.page.getByRole('button', { name: 'Clear' }).click();
    expect(await opened.page.locator(ROWS).count()).to.equal(2);
    await opened.page.getByRole('button', { name: 'Forget all runs?' }).click();
    await opened.page.getByText('Waiting for the first run').waitFor();
    expect(opened.viewer.store.traces()).to.have.lengthOf(0);
  });

  it('is walked and opened by keys', async () => {
    const opened = await open({ traces: [BAD_CREDENTIALS, ...importRuns(2)] });
    await opened.page.locator(ROWS).nth(2).waitFor();
    await opened.page.keyboard.press('f');
    await opened.page.keyboard.press('j');
    await opened.page.keyboard.press('j');
    await opened.page.keyboard.press('k');
    await opened.page.keyboard.press('Enter');
    await opened.page.getByRole('heading', { name: 'summarise' }).waitFor();
    await addressWith(opened.page, traceIdOf('bad-credentials'));
  });

  it('lists its keys, and closes the list', async () => {
    const opened = await open({ traces: importRuns(1) });
    await opened.page.locator(ROWS).waitFor();
    await opened.page.keyboard.press('?');
    await opened.page.getByRole('dialog').getByText('Next error').waitFor();
    await opened.page.keyboard.press('Escape');
    await opened.page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('changes between dark and light, and remembers it', async () => {
    const opened = await open({ traces: importRuns(1), colorScheme: 'light' });
    const ground = (): Promise<string> =>
      opened.page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await ground();
    await opened.page.getByRole('button', { name: /Theme/ }).click();
    const dark = await ground();
    expect(dark).not.to.equal(light);
    await opened.page.reload();
    expect(await ground()).to.equal(dark);
  });

  it('says when the server is gone', async () => {
    const traces = importRuns(1);
    const opened = await open({ traces, mayComplain: true });
    await opened.page.getByText('live', { exact: true }).waitFor();
    await opened.viewer.close();
    await opened.page.getByText('no server').waitFor();
  });

  it('shows hostile names as text', async () => {
    const hostile = `<img src=x onerror="document.title='owned'">\u202e\u001b[31m`;
    const opened = await open({ traces: [hostileTrace(hostile)] });
    await opened.page.locator(ROWS).waitFor();
    const row = await opened.page.locator(ROWS).innerText();
    expect(row).to.include('<img src=x onerror=').and.to.include('⟨202E⟩␛');
    await opened.page.locator('td.name a').click();
    await opened.page.getByText('Exception', { exact: true }).waitFor();
    expect(await opened.page.locator('img').count()).to.equal(0);
    await titled(opened.page, /^Run \w+ · everspan$/);
  });
});

function recent(count: number): readonly TraceDraft[] {
  return importRuns(count).map((run) => ({ ...run, ago: 1_000 }));
}

function hostileTrace(text: string): TraceDraft {
  const root = {
    id: 'root',
    name: text,
    error: text,
    attributes: { [text]: text, 'everspan.correlation.id': text },
    events: [exception(text, text, [`    at ${text} (/srv/a.js:1:1)`])],
  };
  return { id: 'hostile', service: text, spans: [root] };
}
