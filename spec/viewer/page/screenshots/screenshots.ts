/**
 * `npm run screenshots`: the pictures of the page that the docs show, made of
 * samples that run for it, one of them over a RabbitMQ of its own.
 */
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { RunSummary } from '../../../../lib/viewer/api-types';
import { serve, type Viewer } from '../../../../lib/viewer';
import { look, stopBrowser, type Look } from '../support/opened-page';
import { playSamples } from './played-samples';

const ROOT = join(__dirname, '../../../..');
const FOLDER = join(ROOT, 'docs', 'images');
/** They are in the repository for good. */
const MAX_BYTES = 200_000;
const AGENT = 'support agent';
const SIZE = { width: 1280, height: 740 };

async function main(): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const viewer = await serve({ port: 0 });
  try {
    await playSamples(viewer);
    for (const [name, view] of Object.entries(
      picturesOf(await runsOf(viewer)),
    )) {
      await picture(join(FOLDER, `${name}.png`), viewer, view);
    }
  } finally {
    await viewer.close();
    await stopBrowser();
  }
}

function picturesOf(
  runs: readonly RunSummary[],
): Readonly<Record<string, Look>> {
  const failed = `/trace/${traceOf(runs, 'answer')}`;
  // The newest first: one whose tool failed, and the one before.
  const [, after, before] = runs.filter(({ name }) => name === AGENT);
  if (!after || !before) throw new Error('The agent did not run thrice.');
  return {
    'view-runs': { place: '/' },
    'view-failed-run': { place: failed },
    'view-dark': { place: failed, colorScheme: 'dark' },
    'view-story': { place: '/story/o-7' },
    'view-graph': { place: '/graph/answer' },
    'view-compare': {
      place: `/compare/${before.traceId}/${after.traceId}`,
    },
  };
}

async function runsOf({ url }: Viewer): Promise<readonly RunSummary[]> {
  const answer = await fetch(`${url}/api/runs`);
  const { runs } = (await answer.json()) as {
    readonly runs: readonly RunSummary[];
  };
  return runs;
}

function traceOf(runs: readonly RunSummary[], name: string): string {
  const run = runs.find((each) => each.name === name);
  if (run === undefined) throw new Error(`No run is called ${name}.`);
  return run.traceId;
}

async function picture(
  path: string,
  viewer: Viewer,
  view: Look,
): Promise<void> {
  const { page, close } = await look(viewer, { ...view, hidden: ROOT });
  await page.setViewportSize(SIZE);
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
