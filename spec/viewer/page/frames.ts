/**
 * `npm run bench:page`: how soon the page paints, and how long its frames take
 * while a long list and a large trace are scrolled. Prints; asserts nothing.
 */
import { look, open, stopBrowser, type Opened } from './support/opened-page';
import { traceIdOf, type TraceDraft } from './support/otlp-traces';
import { importRuns, largeTrace } from './support/shop-traces';

interface Case {
  readonly name: string;
  readonly traces: readonly TraceDraft[];
  readonly place: string;
  /** There once the rows are drawn. */
  readonly ready: string;
}

const CASES: readonly Case[] = [
  {
    name: 'a list of 5 000 runs',
    traces: importRuns(5_000),
    place: '/',
    ready: 'tbody:not(.filler) tr',
  },
  {
    name: 'a trace of 10 000 spans',
    traces: [largeTrace(10_000)],
    place: `/trace/${traceIdOf('large-10000')}`,
    ready: '.span-row',
  },
];

const REPEATS = 5;

async function main(): Promise<void> {
  for (const each of CASES) console.log(await measured(each));
  await stopBrowser();
}

async function measured(each: Case): Promise<string> {
  const opened = await open(each);
  await opened.page.locator(each.ready).first().waitFor();
  const paints: number[] = [];
  const rows: number[] = [];
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const [paint, drawn] = await loaded(opened, each);
    paints.push(paint);
    rows.push(drawn);
  }
  const frames = await scrolled(opened);
  await opened.close();
  return [
    `${each.name}:`,
    `  first paint ${told(paints, 0.5)} ms, rows ${told(rows, 0.5)} ms (medians of ${REPEATS})`,
    `  ${frames.length} frames of a scroll from end to end: median ${told(frames, 0.5)} ms,`,
    `  95th percentile ${told(frames, 0.95)} ms, longest ${told(frames, 1)} ms`,
  ].join('\n');
}

/** First paint, and the first row, in milliseconds after the navigation. */
async function loaded(
  { viewer }: Opened,
  { place, ready }: Case,
): Promise<readonly [number, number]> {
  const { page, close } = await look(viewer, { place });
  await page.locator(ready).first().waitFor();
  const times = await page.evaluate<readonly [number, number]>(
    `[performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
      performance.now()]`,
  );
  await close();
  return times;
}

/** Milliseconds between frames while it scrolls by 400 pixels in each. */
async function scrolled({ page }: Opened): Promise<readonly number[]> {
  return page.evaluate<readonly number[]>(`new Promise((resolve) => {
    const scroller = document.querySelector('.scroll');
    const frames = [];
    let last;
    const step = (now) => {
      if (last !== undefined) frames.push(now - last);
      last = now;
      const before = scroller.scrollTop;
      scroller.scrollTop += 400;
      if (scroller.scrollTop === before) resolve(frames);
      else requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  })`);
}

function told(values: readonly number[], share: number): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = Math.max(Math.ceil(sorted.length * share) - 1, 0);
  return (sorted[at] ?? 0).toFixed(1);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
