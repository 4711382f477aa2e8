import { expect } from 'chai';
import { pageTrial, rowsOf, selectedIn } from '../support/page-trial';
import { spanIdOf, traceIdOf } from '../support/otlp-traces';
import {
  BAD_CREDENTIALS,
  importRuns,
  largeTrace,
} from '../support/shop-traces';

const FAILED_RUN = `/trace/${traceIdOf('bad-credentials')}`;

describe('the waterfall', () => {
  const open = pageTrial();

  it('jumps to the next error, round at the end, out of what is collapsed', async () => {
    const opened = await open({ traces: [BAD_CREDENTIALS], place: FAILED_RUN });
    await opened.page.getByText('Error 3 of 3').waitFor();
    await opened.page.keyboard.press('e');
    expect(await selectedIn(opened.page)).to.equal('summarise');
    await opened.page.keyboard.press('h');
    expect(await rowsOf(opened.page)).to.deep.equal(['summarise']);
    await opened.page.getByText('5 hidden, 2 failed').waitFor();
    await opened.page.keyboard.press('e');
    expect(await selectedIn(opened.page)).to.equal('ask model');
    await opened.page.keyboard.press('E');
    expect(await selectedIn(opened.page)).to.equal('summarise');
  });

  it('walks, collapses, expands and closes by keys', async () => {
    const opened = await open({ traces: importRuns(1), place: importPlace() });
    await opened.page.getByRole('treegrid').waitFor();
    await opened.page.keyboard.press('j');
    expect(await selectedIn(opened.page)).to.equal('import feed');
    await opened.page.keyboard.press('l');
    expect(await selectedIn(opened.page)).to.equal('fetch feed');
    await opened.page.keyboard.press('End');
    expect(await selectedIn(opened.page)).to.equal('store items');
    await opened.page.keyboard.press('ArrowLeft');
    expect(await selectedIn(opened.page)).to.equal('import feed');
    await opened.page.keyboard.press('Escape');
    await opened.page.locator('.panel').waitFor({ state: 'detached' });
    await opened.page.keyboard.press('Escape');
    await opened.page.getByRole('heading', { name: 'Runs' }).waitFor();
  });

  it('zooms to a span, and back', async () => {
    const opened = await open({ traces: [BAD_CREDENTIALS], place: FAILED_RUN });
    const bars = opened.page.locator('.bar');
    await opened.page.getByRole('treegrid').waitFor();
    expect(await bars.count()).to.equal(6);
    await opened.page.keyboard.press('z');
    expect(await bars.count()).to.equal(4);
    await opened.page.keyboard.press('0');
    expect(await bars.count()).to.equal(6);
  });

  it('zooms to what is dragged over on the axis', async () => {
    const opened = await open({ traces: [BAD_CREDENTIALS], place: FAILED_RUN });
    const axis = (await opened.page.locator('.ticks').boundingBox())!;
    const y = axis.y + axis.height / 2;
    await opened.page.mouse.move(axis.x + axis.width * 0.5, y);
    await opened.page.mouse.down();
    await opened.page.mouse.move(axis.x + axis.width * 0.8, y, { steps: 4 });
    await opened.page.mouse.up();
    expect(await opened.page.locator('.bar').count()).to.equal(3);
  });

  it('zooms to where the pointer is, moves on by keys, and shows the part', async () => {
    const opened = await open({ traces: [BAD_CREDENTIALS], place: FAILED_RUN });
    const lanes = opened.page.locator('.grid-lines');
    await opened.page.locator('.bar').first().waitFor();
    const { x, y, width } = (await lanes.boundingBox())!;
    await opened.page.mouse.move(x + width - 4, y + 40);
    await opened.page.keyboard.down('Control');
    await opened.page.mouse.wheel(0, -600);
    await opened.page.keyboard.up('Control');
    const part = opened.page.locator('.overview .part');
    await part.waitFor();
    const left = (): Promise<number> =>
      opened.page.evaluate(
        'parseFloat(document.querySelector(".part").style.left)',
      );
    const at = await left();
    expect(at).to.be.greaterThan(50);
    expect(await opened.page.locator('.bar').count()).to.equal(3);
    const style = (await part.getAttribute('style'))!;
    await opened.page.keyboard.press('[');
    await opened.page
      .locator(`.overview .part:not([style="${style}"])`)
      .waitFor();
    expect(await left()).to.be.lessThan(at);
    await opened.page.keyboard.press('0');
    await part.waitFor({ state: 'detached' });
  });

  it('lets the bar of a running span grow', async () => {
    const [root, ...tasks] = BAD_CREDENTIALS.spans;
    const spans = [{ ...root!, isRunning: true as const }, ...tasks];
    const traces = [{ ...BAD_CREDENTIALS, spans }];
    const opened = await open({ traces, place: FAILED_RUN });
    const text = opened.page.locator('.bar.is-running + .bar-text');
    await text.waitFor();
    const before = await text.innerText();
    expect(before).to.include('so far');
    await opened.page
      .locator('.bar.is-running + .bar-text', { hasNotText: before })
      .waitFor();
  });

  it('says of a running span that it is no longer heard of', async () => {
    const [root, ...tasks] = BAD_CREDENTIALS.spans;
    const { error, ...begun } = { ...root!, isRunning: true as const };
    expect(error).to.be.a('string');
    const traces = [{ ...BAD_CREDENTIALS, spans: [begun, ...tasks] }];
    const opened = await open({ traces, place: FAILED_RUN });
    await opened.page.getByText('so far').waitFor();
    opened.viewer.store.silence(
      traceIdOf('bad-credentials'),
      spanIdOf('bad-credentials', 'root'),
    );
    // A store by itself tells nobody: what comes next does.
    await opened.send(...importRuns(1));
    await opened.page.locator('.bar.is-silent').waitFor();
    const texts = opened.page.getByText('no longer heard of');
    await texts.first().waitFor();
    expect(await texts.count()).to.be.greaterThan(1);
  });

  it('marks the critical path, unless it is not wanted', async () => {
    const opened = await open({ traces: [BAD_CREDENTIALS], place: FAILED_RUN });
    await opened.page.locator('.critical').first().waitFor();
    await opened.page.getByRole('button', { name: 'Critical path' }).click();
    expect(await opened.page.locator('.critical').count()).to.equal(0);
  });

  it('draws of 10 000 spans only those in sight, and finds the failed one', async () => {
    const place = `/trace/${traceIdOf('large-10000')}`;
    const opened = await open({ traces: [largeTrace(10_000)], place });
    await opened.page.getByText('1 error').waitFor();
    const drawn = (): Promise<number> => opened.page.getByRole('row').count();
    expect(await drawn()).to.be.within(10, 80);
    const grid = opened.page.getByRole('treegrid');
    expect(await grid.getAttribute('aria-rowcount')).to.equal('10000');
    await opened.page.keyboard.press('e');
    expect(await selectedIn(opened.page)).to.equal('step 9900');
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
