/** The tool: arguments in, a result on stdout, an exit code out. */
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { init } from 'everspan';
import { Ledger } from './ledger';

const USAGE = 'usage: tool sum [--follow] FILE';

interface Command {
  readonly file: string;
  readonly follow: boolean;
}

/** What is asked for, if it is a command. */
function commandIn(args: readonly string[]): Command | undefined {
  const options = { follow: { type: 'boolean', default: false } } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    options,
    allowPositionals: true,
  });
  const [name, file] = positionals;
  return name === 'sum' && file ? { file, ...values } : undefined;
}

async function main(args: readonly string[]): Promise<void> {
  if (args.includes('--help')) {
    console.log(USAGE);
    return;
  }
  const command = commandIn(args);
  if (!command) {
    console.error(USAGE);
    process.exit(2);
  }
  // Only now: help and misuse load no SDK, and are no runs.
  init({ serviceName: 'tool' });
  const ledger = new Ledger();
  try {
    console.log(await ledger.sum(command.file, command.follow));
  } catch (error) {
    console.error(`${basename(command.file)}: ${String(error)}`);
    process.exit(1);
  }
}

void main(process.argv.slice(2));
