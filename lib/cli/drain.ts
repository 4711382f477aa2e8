/** `everspan drain`: sends what dead processes left, or writes it to a file. */
import { existsSync } from 'node:fs';
import type { DeliveryPlan } from '../setup/delivery-plan';
import {
  leftInFolder,
  maySendLeft,
  planFromEnvironment,
  rejectedIn,
  sendLeft,
  writeOutLeft,
  type Drained,
  type Left,
} from '../setup/left-behind';
import { jsonOfRequest } from '../viewer/otlp/json';
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
  const left = await leftInFolder(plan.folder, 0);
  for (const line of told(drained, left, plan)) console.log(line);
  tellOfRejected(plan.folder);
  return left.length === 0 ? 0 : 1;
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
  const file = openJsonLines(path, true);
  try {
    const sent = await writeOutLeft(folder, (requests) => {
      file.append(requests.map(jsonOfRequest));
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

/** What was done, and who else has to be asked about the rest. */
function told(
  { sent, refused, why }: Drained,
  left: readonly Left[],
  plan: DeliveryPlan,
): readonly string[] {
  const count = left.reduce((sum, each) => sum + each.spans, 0);
  const counts = `${spans(sent)} sent, ${count} left, ${refused} refused`;
  return [
    counts,
    ...mergedByBinding(left).map((each) => {
      const { binding, spans: those } = each;
      const reason =
        whyNotOurs(each, plan) ?? why ?? 'of a process that died just now';
      return `${spans(those)} of ${binding.service} for ${binding.endpoint}: ${reason}`;
    }),
  ];
}

/** One line for many journals of the same program. */
function mergedByBinding(left: readonly Left[]): readonly Left[] {
  const merged = new Map<string, Left>();
  for (const { binding, spans: more } of left) {
    const key = JSON.stringify(binding);
    merged.set(key, { binding, spans: (merged.get(key)?.spans ?? 0) + more });
  }
  return [...merged.values()];
}

function whyNotOurs(left: Left, plan: DeliveryPlan): string | undefined {
  if (left.binding.endpoint !== plan.destination.printable) {
    return 'another endpoint (OTEL_EXPORTER_OTLP_ENDPOINT)';
  }
  if (maySendLeft(plan, left)) return undefined;
  return (
    'another service, with other headers ' +
    '(OTEL_SERVICE_NAME, OTEL_EXPORTER_OTLP_HEADERS)'
  );
}

function spans(count: number): string {
  return `${count} ${count === 1 ? 'span' : 'spans'}`;
}
