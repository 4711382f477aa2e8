/**
 * `npm run demo`: a receiver, a program that dies of wrong credentials, and
 * the trace of it that survived.
 *
 * With `--once`, with `CI` set or without a terminal it ends by itself.
 */
import { isPortTaken } from '../../lib/cli/listen';
import { portHolder } from '../../lib/cli/port-holder';
import { serve, type Viewer } from '../../lib/viewer';
import { Arrivals } from './arrivals';
import { install, isBuilt, isInstalled, runSample, SAMPLE } from './sample';
import { deathStory, nextSteps, startCommand, traceStory } from './story';

const PORT = 4318;

const say = console.log;
// `hasColors` knows NO_COLOR.
const colour = process.stdout.isTTY && process.stdout.hasColors();
const arrivals = new Arrivals();

async function main(): Promise<void> {
  if (!isBuilt()) throw new Error('Build everspan first: npm run build');
  const viewer = await startViewer();
  say(`Receiving traces on ${viewer.url}`);
  await installOnce();
  await runAndTell(viewer);
  if (endsByItself()) return viewer.close();
  say(`\n${nextSteps(viewer.url)}`);
  arrivals.follow((traceId) => tell(viewer, traceId));
}

function endsByItself(): boolean {
  const { CI = '' } = process.env;
  const inCi = CI !== '' && CI !== 'false';
  return inCi || process.argv.includes('--once') || !process.stdout.isTTY;
}

async function startViewer(): Promise<Viewer> {
  const onSpans = arrivals.note.bind(arrivals);
  try {
    return await serve({ port: PORT, onSpans });
  } catch (error) {
    if (!isPortTaken(error)) throw error;
    const { description } = await portHolder(PORT);
    say(`Port ${PORT} is taken by ${description}; taking another.`);
    return serve({ port: 0, onSpans });
  }
}

async function installOnce(): Promise<void> {
  if (isInstalled()) return;
  say(`Installing what ${SAMPLE} needs, this once (npm ci) …`);
  await install();
}

async function runAndTell(viewer: Viewer): Promise<void> {
  say(`\n$ cd ${SAMPLE} && ${startCommand(viewer.url)}`);
  const end = await runSample(viewer.url, (line) => say(`  | ${line}`));
  say(`\n${deathStory(end)}`);
  const traces = viewer.store.traces();
  say(traces.length > 0 ? 'Its trace survived:' : 'No trace of it arrived.');
  for (const { traceId } of traces) tell(viewer, traceId);
  if (traces.length === 0) process.exitCode = 1;
}

function tell({ store }: Viewer, traceId: string): void {
  say(`\n${traceStory(store.trace(traceId), colour)}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
