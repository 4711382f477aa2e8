/**
 * `everspan run -- command`: a supervisor, which is still there when the
 * program is not.
 *
 * It is as little of a difference as can be: the program has our terminal,
 * our input and our output, gets our signals, and we end as it does.
 */
import { join } from 'node:path';
import { wallClockMs } from '../internal/clock';
import { HAND_OVER_VARIABLE } from '../setup/hand-over';
import { readArguments } from './arguments';
import { dieBy, runChild, type ChildEnd } from './child';
import { Estate } from './estate';
import { withRequire } from './node-options';
import { Reception } from './reception';
import { usageError } from './usage-error';
import type * as ViewBeside from './view-beside';

const HELP = `Usage: everspan run [--view] -- command [argument...]

Runs the command with everspan preloaded into every node program below it, and
sends within a second what any of them left when it was killed: by kill -9, by
the kernel when memory ran out, by a crash of node itself.

Input, output, terminal, signals, exit code and death by signal are those of
the command. TERM, HUP, USR1, USR2 and CONT are passed on; INT and QUIT are,
unless they come from the keys of the terminal, which tells the command itself.
As process 1 of a container a death by signal becomes the exit code 128 + n;
run it under an init (docker run --init).

Spans go where the OTEL_EXPORTER_OTLP_* variables say, or where the program's
init() says. What cannot be sent stays on disk and is told of in one line.

  --view   sends to an everspan view instead: the one that is open on port
           4318, or else one that is opened beside the command and, on a
           terminal, stays until Ctrl-C
  --help   tells this

Exit code: the command's; 127 when it is not found, 126 when it cannot be run,
2 for a mistake on the command line.`;

const SEPARATOR = '--';

/** Does `everspan run`. */
export async function run(args: readonly string[]): Promise<number> {
  const asked = askedFor(args);
  if (asked === undefined) {
    console.log(HELP);
    return 0;
  }
  const end = asked.isViewed
    ? await superviseAndView(asked.command)
    : await supervise(asked.command);
  if (end.kind === 'killed') return dieBy(end.signal);
  if (end.kind === 'not started') console.error(`everspan: ${end.why}`);
  // A late answer, or a name that is still looked up, need not be waited for.
  process.exit(end.code);
}

interface Asked {
  readonly command: readonly string[];
  readonly isViewed: boolean;
}

/** `undefined` where help was asked for. */
function askedFor(args: readonly string[]): Asked | undefined {
  const separator = args.indexOf(SEPARATOR);
  const own = separator === -1 ? args : args.slice(0, separator);
  const command = separator === -1 ? [] : args.slice(separator + 1);
  const { values, positionals } = readArguments(own, {
    view: { type: 'boolean' },
  });
  if (values['help'] === true) return undefined;
  const isViewed = values['view'] === true;
  if (command.length > 0 && positionals.length === 0) {
    return { command, isViewed };
  }
  throw usageError(
    'The command stands behind two dashes: everspan run -- node app.js',
  );
}

/* eslint-disable @typescript-eslint/no-require-imports -- a supervisor must
   not pay for a viewer that nobody asked for. */
async function superviseAndView(command: readonly string[]): Promise<ChildEnd> {
  const { openBeside, leadTo } = require('./view-beside') as typeof ViewBeside;
  const { url, told, linger } = await openBeside();
  console.error(`everspan: ${told}`);
  // Ours too: what a killed program leaves goes the same way.
  leadTo(url, process.env);
  const end = await supervise(command);
  await linger(howItEnded(end));
  return end;
}

function howItEnded(end: ChildEnd): string {
  switch (end.kind) {
    case 'exited':
      return `ended with exit code ${end.code}`;
    case 'killed':
      return `was ended by ${end.signal}`;
    case 'not started':
      return 'could not be started';
  }
}

async function supervise(command: readonly string[]): Promise<ChildEnd> {
  const reception = Reception.open();
  const startedMs = wallClockMs();
  const ending = runChild(command, environmentWith(reception));
  const estate = new Estate(reception, startedMs);
  estate.watch();
  const end = await ending;
  if (end.kind !== 'not started') await estate.settle();
  reception?.close();
  return end;
}

function environmentWith(reception: Reception | undefined): NodeJS.ProcessEnv {
  const register = join(__dirname, '..', 'register.js');
  return {
    ...process.env,
    NODE_OPTIONS: withRequire(process.env['NODE_OPTIONS'], register),
    ...(reception && { [HAND_OVER_VARIABLE]: reception.path }),
  };
}
