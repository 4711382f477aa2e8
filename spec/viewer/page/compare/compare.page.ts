import { expect } from 'chai';
import { traceIdOf } from '../support/otlp-traces';
import { addressWith, pageTrial } from '../support/page-trial';
import { importRuns, ORDER } from '../support/shop-traces';

describe('two runs compared', () => {
  const open = pageTrial();

  it('compares a run with the one before', async () => {
    const place = `/trace/${traceIdOf('import-0')}`;
    const opened = await open({ traces: importRuns(3), place });
    await opened.page.getByRole('link', { name: /Compare/ }).click();
    await opened.page.getByText('fetch feed').waitFor();
    const text = await opened.page.locator('tbody').innerText();
    expect(text).to.include('−97.0 ms (22 %)');
  });

  it('compares with another run of the workflow, and the other way round', async () => {
    const place = `/compare/${traceIdOf('import-1')}/${traceIdOf('import-0')}`;
    const traces = [...importRuns(5), ...ORDER];
    const opened = await open({ traces, place });
    const before = opened.page.getByLabel('Before');
    await before.locator('option').nth(4).waitFor({ state: 'attached' });
    expect(await before.locator('option').count()).to.equal(5);
    await before.selectOption(traceIdOf('import-4'));
    const change = opened.page.getByRole('status').getByText('Whole run');
    await change.getByText('−388 ms (53 %)').waitFor();
    await opened.page.getByRole('button', { name: 'Swap' }).click();
    await change.getByText('+388 ms (114 %)').waitFor();
    await addressWith(
      opened.page,
      `${traceIdOf('import-0')}/${traceIdOf('import-4')}`,
    );
  });
});
