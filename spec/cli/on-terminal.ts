/** Runs the command line as a person does, who has a terminal and its keys. */
import { spawnSync } from 'node:child_process';
import { launch, MAIN, type Running } from './command-line';

export const CTRL_C = '\x03';
export const CTRL_BACKSLASH = '\x1c';

/** `script` hands its command to the shell that this names. */
const SHELL = '/bin/sh';

/**
 * `everspan ...args` as typed on a terminal of its own, by util-linux's
 * `script`. By `exec`, for a shell that waits would get the keys' signals too
 * and die first.
 */
export function onTerminal(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Running {
  const words = [process.execPath, MAIN, ...args];
  const command = words.map((each) => `'${each}'`).join(' ');
  const script = ['script', '-qec', `exec ${command}`, '/dev/null'];
  return launch(script, { env: { ...env, SHELL } });
}

/** Part of every Debian, and of few other systems. */
export const HAS_TERMINAL: boolean =
  spawnSync('script', ['-qec', 'true', '/dev/null'], {
    env: { ...process.env, SHELL },
  }).status === 0;
