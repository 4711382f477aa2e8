import { expect } from 'chai';
import { pageTrial, titled } from '../support/page-trial';
import { traceIdOf } from '../support/otlp-traces';
import { BAD_CREDENTIALS, importRuns, ORDER } from '../support/shop-traces';

const FAILED_RUN = `/trace/${traceIdOf('bad-credentials')}`;

describe('where the keys of the page are', () => {
  const open = pageTrial();

  it('is back where it was when help is closed', async () => {
    const opened = await open({ traces: importRuns(1) });
    const button = opened.page.getByRole('button', { name: 'Failed first' });
    await button.focus();
    await opened.page.keyboard.press('?');
    const dialog = opened.page.getByRole('dialog');
    await dialog.locator(':focus').waitFor();
    await opened.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await opened.page.locator('button:focus').getByText('Failed').waitFor();
  });

  it('is in the waterfall when the panel of a span is closed', async () => {
    const opened = await open({ traces: [BAD_CREDENTIALS], place: FAILED_RUN });
    await opened.page.getByRole('button', { name: 'Close' }).click();
    await opened.page.locator('.panel').waitFor({ state: 'detached' });
    await opened.page.locator('[role=treegrid]:focus').waitFor();
  });

  it('tells the selected row to who cannot see it', async () => {
    const opened = await open({ traces: [BAD_CREDENTIALS], place: FAILED_RUN });
    const grid = opened.page.getByRole('treegrid');
    await opened.page.getByText('Error 3 of 3').waitFor();
    const id = await grid.getAttribute('aria-activedescendant');
    const row = opened.page.locator(`[id="${id}"]`);
    expect(await row.getAttribute('aria-selected')).to.equal('true');
    expect(await row.getAttribute('aria-level')).to.equal('3');
  });

  it('is in the view that one has gone to', async () => {
    const opened = await open({ traces: ORDER });
    await opened.page.getByRole('link', { name: 'A-1001' }).first().click();
    await opened.page.locator('main:focus').waitFor();
    await titled(opened.page, /^Story of A-1001 · everspan$/);
    await opened.page.goBack();
    await titled(opened.page, /^everspan$/);
  });

  it('goes through a row of the list in the order in which it is read', async () => {
    const opened = await open({ traces: importRuns(2) });
    await opened.page.locator('tbody tr').first().waitFor();
    await opened.page.getByRole('button', { name: 'Clear' }).focus();
    const texts: string[] = [];
    while (texts.length < 4) {
      await opened.page.keyboard.press('Tab');
      texts.push(await opened.page.locator(':focus').innerText());
    }
    expect(texts).to.deep.equal([
      'import feed',
      'FEED-0',
      'import feed',
      'FEED-1',
    ]);
  });

  it('moves nothing for who wants no motion', async () => {
    const [run] = importRuns(1);
    const spans = run!.spans.map((span) => ({
      ...span,
      isRunning: true as const,
    }));
    const opened = await open({ traces: [{ ...run!, spans }] });
    await opened.page.locator('.icon.is-running').first().waitFor();
    const moving = (): Promise<number> =>
      opened.page.evaluate('document.getAnimations().length');
    expect(await moving()).to.be.greaterThan(0);
    await opened.page.emulateMedia({ reducedMotion: 'reduce' });
    expect(await moving()).to.equal(0);
  });
});
