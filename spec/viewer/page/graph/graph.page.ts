import { expect } from 'chai';
import { pageTrial } from '../support/page-trial';
import { ORDER } from '../support/shop-traces';

describe('the graph of a workflow', () => {
  const open = pageTrial();

  it('draws which tasks of a workflow call which', async () => {
    const place = '/graph/charge%20order';
    const opened = await open({ traces: ORDER, place });
    const node = opened.page.locator('.node', { hasText: 'POST /charges' });
    await node.waitFor();
    expect(await node.textContent())
      .to.include('2 calls')
      .and.include('1 failed');
    expect(await opened.page.locator('.edge').count()).to.equal(3);
  });

  it('leads from a box of the graph to its spans', async () => {
    const opened = await open({
      traces: ORDER,
      place: '/graph/charge%20order',
    });
    await opened.page.getByRole('link', { name: /POST .charges/ }).click();
    await opened.page.getByText('2 spans').waitFor();
  });
});
