/** Runs `everspan view` for specs of it. */
import type { RunsAnswer } from '../../lib/viewer/api-types';
import { everspan, type CommandEnd, type Running } from './command-line';

const SHOWN = /shown on (\S+)/;

const open = new Set<Running>();

export interface OpenView {
  readonly running: Running;
  readonly url: string;
}

/** Starts it on a free port, and waits for its address. */
export async function startView(...args: readonly string[]): Promise<OpenView> {
  const running = everspan(['view', '--port', '0', ...args]);
  open.add(running);
  void running.end.then(() => open.delete(running));
  return { running, url: await running.says(SHOWN) };
}

/** Ends it as a person does. */
export function stopView({ pid, end }: Running): Promise<CommandEnd> {
  process.kill(pid, 'SIGINT');
  return end;
}

/** Ends all that are open; for `afterEach`. */
export async function endViews(): Promise<void> {
  await Promise.all([...open].map(stopView));
}

export async function runsOf(url: string): Promise<RunsAnswer['runs']> {
  const answer = await fetch(`${url}/api/runs`);
  return ((await answer.json()) as RunsAnswer).runs;
}
