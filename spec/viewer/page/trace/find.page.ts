import { expect } from 'chai';
import { spanIdOf, traceIdOf } from '../support/otlp-traces';
import { addressWith, pageTrial, selectedIn } from '../support/page-trial';
import { BAD_CREDENTIALS, largeTrace } from '../support/shop-traces';

const FAILED_RUN = `/trace/${traceIdOf('bad-credentials')}`;

describe('the search within a run', () => {
  const open = pageTrial();

  it('marks the spans that hold a text, and goes round them by Enter', async () => {
    const { page } = await open({
      traces: [BAD_CREDENTIALS],
      place: FAILED_RUN,
    });
    await page.getByRole('treegrid').waitFor();
    await page.keyboard.press('s');
    await page.keyboard.type('DOC-77');
    await page.getByText('6 of 6 spans').waitFor();
    await page.getByLabel('Find in this run').fill('documents');
    await page.getByText('1 span', { exact: true }).waitFor();
    expect(await page.locator('.is-found .label').allInnerTexts())
      .to.deep //
      .equal(['GET /documents/DOC-77']);
    await page.keyboard.press('Enter');
    expect(await selectedIn(page)).to.equal('GET /documents/DOC-77');
    await page.getByText('1 of 1 span').waitFor();
  });

  it('goes to the next and the previous one by keys, out of what is collapsed', async () => {
    const place = `${FAILED_RUN}?find=region`;
    const { page } = await open({ traces: [BAD_CREDENTIALS], place });
    await page.locator('.is-found').waitFor();
    await page.getByRole('button', { name: 'Collapse all' }).click();
    await page.locator('.is-found').waitFor({ state: 'detached' });
    await page.keyboard.press('n');
    expect(await selectedIn(page)).to.equal('InvokeModel');
    await page.getByLabel('Find in this run').fill('everspan.kind');
    await page.getByLabel('Find in this run').press('Shift+Enter');
    expect(await selectedIn(page)).to.equal('ask model');
    await page.getByRole('button', { name: 'Next match' }).click();
    expect(await selectedIn(page)).to.equal('summarise');
  });

  it('is in the address, and says when nothing holds the text', async () => {
    const { page } = await open({
      traces: [BAD_CREDENTIALS],
      place: FAILED_RUN,
    });
    await page.getByLabel('Find in this run').fill('no such thing');
    await page.getByText('no span', { exact: true }).waitFor();
    await addressWith(page, 'find=no+such+thing');
    expect(page.url()).to.include(spanIdOf('bad-credentials', 'invoke'));
    await page.reload();
    await page.getByText('no span', { exact: true }).waitFor();
    await page.getByLabel('Find in this run').press('Escape');
    await page
      .getByText('no span', { exact: true })
      .waitFor({ state: 'detached' });
  });

  it('finds one of 10 000 spans', async () => {
    const place = `/trace/${traceIdOf('large-10000')}`;
    const { page } = await open({ traces: [largeTrace(10_000)], place });
    await page.getByLabel('Find in this run').fill('step 7777');
    await page.getByText('1 span', { exact: true }).waitFor();
    await page.keyboard.press('Enter');
    expect(await selectedIn(page)).to.equal('step 7777');
  });
});
