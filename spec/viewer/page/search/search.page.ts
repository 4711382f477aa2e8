import { traceIdOf } from '../support/otlp-traces';
import { addressWith, pageTrial } from '../support/page-trial';
import { BAD_CREDENTIALS, ORDER } from '../support/shop-traces';

describe('the search over all runs', () => {
  const open = pageTrial();

  it('searches all spans, from the keyboard alone', async () => {
    const opened = await open({ traces: [BAD_CREDENTIALS, ...ORDER] });
    await opened.page.locator('tbody tr').first().waitFor();
    await opened.page.keyboard.press('/');
    await opened.page.keyboard.type('security token');
    const hit = opened.page.locator('tr.is-selected');
    await hit.getByText('summaries').waitFor();
    await opened.page.keyboard.press('Enter');
    await opened.page.getByRole('treegrid').waitFor();
    await addressWith(opened.page, traceIdOf('bad-credentials'));
  });

  it('says where a text was found, and when it was not', async () => {
    const opened = await open({ traces: ORDER, place: '/search/A-1001' });
    await opened.page
      .getByText('attribute everspan.correlation.id')
      .first()
      .waitFor();
    await opened.page.getByLabel('Search all spans').fill('<b>no such</b>');
    await opened.page.getByText('Nothing holds “<b>no such</b>”').waitFor();
  });
});
