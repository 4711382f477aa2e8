/** `everspan drain`: sends what dead processes left, or writes it to a file. */
import { existsSync } from 'node:fs';
import type { DeliveryPlan } from '../setup/delivery-plan';
import {
  planFromEnvironment,
  rejectedIn,
  sendLeft,
  spansLeftIn,
  writeOutLeft,
  type Drained,
} from '../setup/left-behind';
import { readArguments } from './arguments';
import { openJsonLines } from './json-lines';
import { usageError } from './usage-error';

const HELP = `Usage: everspan drain [folder] [--to file.jsonl]

Sends the spans that dead processes left in the folder of the journals, by
default $EVERSPAN_JOURNAL_DIR or the user's own. They go to the destination of
the OTEL_EXPORTER_OTLP_* variables, as far as they were bound to it: to the
same endpoint, and by the same service (OTEL_SERVICE_NAME) or with the same
headers. What living processes write is not touched.

  --to file.jsonl  appends them to a file instead, wherever they were to be
                   sent: OTLP JSON, one request per line, as the Collector's
                   otlpjsonfile receiver reads it
  --help           tells this

Exit code: 0 when nothing is left, 1 when something is, 2 for a mistake on the
command line.`;

/** Does `everspan drain`. */
export async function drain(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, {
    to: { type: 'string' },
  });
  if (values['help'] === true) {
    console.log(HELP);
    return 0;
  }
  const plan = planFor(positionals);
  const to = values['to'];
  const drained =
    typeof to === 'string' ? await writeOut(plan.folder, to) : await send(plan);
  const left = await spansLeftIn(plan.folder, 0);
  console.log(told(drained, left));
  tellOfRejected(plan.folder);
  return left === 0 ? 0 : 1;
}

function planFor([folder, ...rest]: readonly string[]): DeliveryPlan {
  if (rest.length > 0) throw usageError(`One folder at a time: ${rest[0]}.`);
  if (folder !== undefined && !existsSync(folder)) {
    throw usageError(`There is no folder ${folder}.`);
  }
  const found = planFromEnvironment(folder);
  if (found.kind === 'plan') return found.plan;
  throw new Error(`the folder cannot be used: ${found.why}`);
}

async function send(plan: DeliveryPlan): Promise<Drained> {
  const { timeoutMs } = plan.destination;
  return sendLeft(plan, {
    sinceMs: 0,
    waiter: 'flush',
    patienceMs: timeoutMs,
    until: NEVER,
  });
}

/** A person who has waited enough presses Ctrl-C. */
const NEVER = new Promise<never>(() => undefined);

async function writeOut(folder: string, path: string): Promise<Drained> {
  const file = openJsonLines(path);
  try {
    const sent = await writeOutLeft(folder, (requests) => {
      file.append(requests);
    });
    return { sent, refused: 0, why: undefined };
  } finally {
    file.close();
  }
}

/** They are for a person, not for another try. */
function tellOfRejected(folder: string): void {
  const rejected = rejectedIn(folder);
  if (rejected.spans === 0) return;
  console.log(
    `${spans(rejected.spans)} that a backend refused for good: ${rejected.path}`,
  );
}

function told({ sent, refused, why }: Drained, left: number): string {
  const counts = `${spans(sent)} sent, ${left} left, ${refused} refused`;
  if (left === 0) return counts;
  const reason =
    why ??
    'bound to another destination or service; ' +
      'set OTEL_EXPORTER_OTLP_ENDPOINT and ..._HEADERS as that program had them';
  return `${counts} (${reason})`;
}

function spans(count: number): string {
  return `${count} ${count === 1 ? 'span' : 'spans'}`;
}
