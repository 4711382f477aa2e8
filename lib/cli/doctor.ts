/** `everspan doctor`: says what is wrong in words, and how to mend it. */
import { readArguments } from './arguments';
import { diagnose } from './doctor/diagnosis';
import { gatherFacts } from './doctor/gather';
import { printed } from './doctor/printed';
import { usageError } from './usage-error';

const HELP = `Usage: everspan doctor

Checks the endpoint, the headers, the folder of the journals, the installed
versions, the dialect of the decorators in the current folder, proxies and the
clock. Sends one span, named "everspan doctor", as during the life of a process
and as at its end, and says what the backend answered. What a program gives to
init() is not seen: only the environment is. Values of headers, passwords and
queries are never printed.

  --help  tells this

Exit code: 0 when all is well, 1 when something is wrong, 2 for a mistake on
the command line.`;

/** Does `everspan doctor`. */
export async function doctor(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args);
  if (values['help'] === true) {
    console.log(HELP);
    return 0;
  }
  if (positionals.length > 0) {
    throw usageError(`doctor takes no argument: ${String(positionals[0])}.`);
  }
  const findings = diagnose(await gatherFacts(process.cwd()));
  for (const line of printed(findings, isColoured())) console.log(line);
  return findings.some(({ level }) => level === 'wrong') ? 1 : 0;
}

/** @see https://no-color.org */
function isColoured(): boolean {
  return process.stdout.isTTY && !process.env['NO_COLOR'];
}
