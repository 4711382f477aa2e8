import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import type { Opened } from './support/opened-page';
import { traceIdOf } from './support/otlp-traces';
import { pageTrial } from './support/page-trial';
import { BAD_CREDENTIALS, importRuns, ORDER } from './support/shop-traces';

const PLACES = {
  'the list of runs': '/',
  'a failed run': `/trace/${traceIdOf('bad-credentials')}`,
  'a story': '/story/A-1001',
  'a graph': '/graph/charge%20order',
  'a search': '/search/order',
  'a comparison': `/compare/${traceIdOf('import-1')}/${traceIdOf('import-0')}`,
  'a place with nothing': '/story/nothing',
};

/** More of the page, opened by keys. */
const KEYS: Readonly<Record<string, string>> = {
  'the list of keys': '?',
  'a waterfall that is zoomed': 'z',
};

interface Verdict {
  readonly broken: readonly string[];
  readonly kept: readonly string[];
}

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

describe('the page, to those who do not see it as drawn', () => {
  const open = pageTrial();

  for (const [what, place] of Object.entries(PLACES)) {
    for (const colorScheme of ['light', 'dark'] as const) {
      it(`keeps every rule of axe in ${what}, ${colorScheme}`, async () => {
        const traces = [BAD_CREDENTIALS, ...ORDER, ...importRuns(3)];
        const opened = await open({
          ...{ traces, place, colorScheme },
          mayComplain: true,
        });
        await opened.page
          .locator('main')
          .getByRole('heading')
          .first()
          .waitFor();
        const { broken, kept } = await verdictOn(opened);
        expect(broken).to.deep.equal([]);
        expect(kept).to.include('color-contrast').and.include('button-name');
      });
    }
  }

  for (const [what, key] of Object.entries(KEYS)) {
    it(`keeps every rule of axe in ${what}`, async () => {
      const place = PLACES['a failed run'];
      const opened = await open({ traces: [BAD_CREDENTIALS], place });
      await opened.page.getByRole('treegrid').waitFor();
      await opened.page.keyboard.press(key);
      await opened.page.locator('dialog, .overview').waitFor();
      expect((await verdictOn(opened)).broken).to.deep.equal([]);
    });
  }

  for (const [what, place] of Object.entries(PLACES)) {
    it(`needs no sideways scroll in a narrow window in ${what}`, async () => {
      const traces = [BAD_CREDENTIALS, ...ORDER, ...importRuns(3)];
      const opened = await open({ traces, place, mayComplain: true });
      await opened.page.setViewportSize({ width: 420, height: 800 });
      await opened.page.locator('main').getByRole('heading').first().waitFor();
      const width = await opened.page.evaluate<number>(
        'document.documentElement.scrollWidth',
      );
      expect(width).to.be.at.most(420);
      expect((await verdictOn(opened)).broken).to.deep.equal([]);
    });
  }
});

async function verdictOn({ page }: Opened): Promise<Verdict> {
  // Evaluated by the debugger: the page's policy would not let it in.
  return page.evaluate<Verdict>(
    `${AXE}; axe.run().then(({ violations, passes }) => ({
      broken: violations.map(({ id, nodes }) =>
        id + ': ' + nodes.map(({ html }) => html).join(' | ')),
      kept: passes.map(({ id }) => id),
    }))`,
  );
}
