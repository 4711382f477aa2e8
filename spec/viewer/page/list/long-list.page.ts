import { expect } from 'chai';
import { pageTrial } from '../support/page-trial';
import { BAD_CREDENTIALS, importRuns, ORDER } from '../support/shop-traces';

const DRAWN = 'tbody:not(.filler) tr';

describe('a long list of runs', () => {
  const open = pageTrial();

  it('draws of 3 000 runs only those in sight, and scrolls to all', async () => {
    const opened = await open({ traces: importRuns(3_000) });
    const drawn = opened.page.locator(DRAWN);
    await drawn.first().waitFor();
    expect(await drawn.count()).to.be.within(10, 80);
    const table = opened.page.getByRole('table');
    expect(await table.getAttribute('aria-rowcount')).to.equal('3001');
    await opened.page.keyboard.press('End');
    await opened.page.getByRole('link', { name: 'FEED-2999' }).waitFor();
    expect(await drawn.count()).to.be.within(10, 80);
    expect(await drawn.last().getAttribute('aria-rowindex')).to.equal('3001');
  });

  it('leaves what is read in its place while runs arrive', async () => {
    const opened = await open({ traces: importRuns(200) });
    const read = opened.page.getByRole('link', { name: 'FEED-100' });
    await opened.page.locator(DRAWN).first().waitFor();
    await opened.page.evaluate(
      'document.querySelector(".scroll").scrollTop = 100 * 34 - 200',
    );
    await read.waitFor();
    const { y } = (await read.boundingBox())!;
    await opened.send(BAD_CREDENTIALS, ...ORDER);
    await opened.page.getByText('204', { exact: true }).waitFor();
    expect((await read.boundingBox())?.y).to.equal(y);
  });

  it('comes back to the run that was opened, with the keys on it', async () => {
    const opened = await open({ traces: importRuns(100) });
    await opened.page.locator(DRAWN).first().waitFor();
    await opened.page.keyboard.press('End');
    await opened.page.getByRole('link', { name: 'FEED-99' }).waitFor();
    await opened.page.keyboard.press('Enter');
    await opened.page.getByRole('treegrid').waitFor();
    await opened.page.goBack();
    const selected = opened.page.locator('tr.is-selected');
    await selected.getByText('FEED-99').waitFor();
    await selected.locator('td.name a:focus').waitFor();
  });
});
