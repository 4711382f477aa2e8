/** `npm run screenshots`: the pictures of the page that the docs show. */
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { open, stopBrowser, type OpenOptions } from './opened-page';
import { traceIdOf } from './otlp-traces';
import { BAD_CREDENTIALS, importRuns, ORDER } from './shop-traces';

const FOLDER = join(__dirname, '../../../docs/images');
/** They are in the repository for good. */
const MAX_BYTES = 150_000;

const FAILED_RUN = `/trace/${traceIdOf('bad-credentials')}`;

const PICTURES: Readonly<Record<string, OpenOptions>> = {
  'view-runs': { place: '/' },
  'view-failed-run': { place: FAILED_RUN },
  'view-dark': { place: FAILED_RUN, colorScheme: 'dark' },
  'view-story': { place: '/story/A-1001' },
  'view-graph': { place: '/graph/charge%20order' },
};

async function main(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, options] of Object.entries(PICTURES)) {
    await picture(join(FOLDER, `${name}.png`), options);
  }
  await stopBrowser();
}

async function picture(path: string, options: OpenOptions): Promise<void> {
  const traces = [BAD_CREDENTIALS, ...ORDER, ...importRuns(14)];
  const { page, close } = await open({ ...options, traces });
  await page.setViewportSize({ width: 1200, height: 620 });
  await page.locator('main').getByRole('heading').first().waitFor();
  await page.screenshot({ path, animations: 'disabled' });
  await close();
  const { size } = statSync(path);
  console.log(`${path}: ${size} bytes`);
  if (size > MAX_BYTES) throw new Error(`${path} is over ${MAX_BYTES} bytes`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
