import { expect } from 'chai';
import { spanIdOf } from '../support/otlp-traces';
import { addressWith, pageTrial } from '../support/page-trial';
import { importRuns, ORDER } from '../support/shop-traces';

describe('the story of a correlation id', () => {
  const open = pageTrial();

  it('tells the story of a correlation id, with its links', async () => {
    const opened = await open({ traces: [...ORDER, ...importRuns(2)] });
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
    const opened = await open({ traces: ORDER.slice(0, 2), place });
    await opened.page.getByText('2 phases').waitFor();
    await opened.send(ORDER[2]!);
    await opened.page.getByText('3 phases').waitFor();
  });

  it('leads from a story to a span, and back', async () => {
    const opened = await open({ traces: ORDER, place: '/story/A-1001' });
    await opened.page.getByRole('link', { name: 'charge card' }).click();
    await opened.page.getByRole('treegrid').waitFor();
    await addressWith(opened.page, spanIdOf('order-charged', 'charge'));
    await opened.page.goBack();
    await opened.page.getByText('3 phases').waitFor();
  });
});
