#!/usr/bin/env node
/** The command line: finds the command and tells its exit code. */
import { reason } from '../internal/diag';
import { VERSION } from '../internal/version';
import { COMMANDS } from './commands';
import { isUsageError, usageError } from './usage-error';

const EXIT_USAGE = 2;
const EXIT_FAILURE = 1;

const [name = '', ...args] = process.argv.slice(2);
void main(name, args).then((exitCode) => {
  process.exitCode = exitCode;
});

async function main(name: string, args: readonly string[]): Promise<number> {
  try {
    return await perform(name, args);
  } catch (error) {
    console.error(`everspan: ${reason(error)}`);
    return isUsageError(error) ? EXIT_USAGE : EXIT_FAILURE;
  }
}

async function perform(name: string, args: readonly string[]): Promise<number> {
  if (name === '--version') return print(VERSION);
  if (name === '--help' || name === '-h') return print(overview());
  const command = COMMANDS.find((each) => each.name === name);
  if (!command) throw usageError(`${unknown(name)}\n${overview()}`);
  return command.load()(args);
}

function unknown(name: string): string {
  return name === '' ? 'No command was given.' : `No such command: ${name}.`;
}

function overview(): string {
  const lines = COMMANDS.map(
    ({ synopsis, summary }) => `  everspan ${synopsis}\n      ${summary}`,
  );
  return `Usage:\n${lines.join('\n')}\n\neverspan <command> --help tells more.`;
}

function print(text: string): number {
  console.log(text);
  return 0;
}
