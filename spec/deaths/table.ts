/**
 * Lets programs die in every way under every fault, and prints what arrives
 * as Markdown: `npm run test:deaths -- --node 20,22 --repeat 5 --write`.
 * `--faults ok,hanging` tries these alone. Fails if a span is missing in the
 * end, or before its time, or if a host sees a difference.
 */
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { inTurns } from '../support/in-turns';
// It gives this run a journal folder of its own, too.
import '../support/journal-folder';
import { writeSection } from '../support/page-section';
import { DEATHS, KILLINGS } from './deaths';
import { printTable } from './deaths-page';
import { FAULTS, type Fault } from './faults';
import { rowOf, type Row, type Trial } from './matrix';
import { nodeOfLine, runningNode, type NodeLine } from './node-lines';

interface Plan extends Pick<Trial, 'faults' | 'repeat'> {
  readonly lines: readonly NodeLine[];
  readonly writes: boolean;
}

const PAGE = join(__dirname, '..', '..', 'docs', 'deaths.md');
const ALL = [...DEATHS, ...KILLINGS];

function planFrom(args: readonly string[]): Plan {
  const { values } = parseArgs({
    args: [...args],
    options: {
      node: { type: 'string', default: '' },
      faults: { type: 'string', default: FAULTS.join(',') },
      repeat: { type: 'string', default: '1' },
      write: { type: 'boolean', default: false },
    },
  });
  const names = values.node.split(',').filter((name) => name !== '');
  return {
    lines: names.length > 0 ? names.map(nodeOfLine) : [runningNode()],
    faults: values.faults.split(',').map(faultCalled),
    repeat: countIn(values.repeat),
    writes: values.write,
  };
}

function faultCalled(name: string): Fault {
  const fault = FAULTS.find((each) => each === name);
  if (fault) return fault;
  throw new RangeError(`no fault ${name}; there are: ${FAULTS.join(', ')}`);
}

function countIn(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count > 0) return count;
  throw new RangeError(`--repeat must be at least 1, not ${text}`);
}

async function tableOf(line: NodeLine, plan: Plan): Promise<string> {
  const trial = { ...plan, node: line.binary };
  const rowFor = inTurns(ALL, (death) => rowOf(death, trial));
  const rows: Row[] = [];
  for (const death of ALL) rows.push(await rowFor(death));
  for (const row of rows) tellDefects(line, row);
  return printTable(line.version, plan.faults, rows);
}

function tellDefects({ version }: NodeLine, { death, defects }: Row): void {
  for (const defect of defects) {
    process.exitCode = 1;
    console.error(`Node ${version}, ${death.name}: ${defect}`);
  }
}

function circumstances(repeat: number): string {
  const [cpu] = cpus();
  const date = new Date().toISOString().slice(0, 10);
  const machine = `${cpu?.model ?? 'unknown processor'}, ${process.platform}`;
  return `Worst of ${repeat} run(s); ${machine}, ${date}.`;
}

async function main(): Promise<void> {
  const plan = planFrom(process.argv.slice(2));
  const parts = [circumstances(plan.repeat)];
  for (const line of plan.lines) {
    const table = await tableOf(line, plan);
    console.log(table);
    parts.push(table);
  }
  if (plan.writes) await writeSection(PAGE, 'deaths', parts.join('\n\n'));
}

void main();
