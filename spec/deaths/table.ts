/**
 * Prints what arrives before a process is gone, death by death, as Markdown:
 * `npm run test:deaths -- --node 20,22 --repeat 5 --write`. Fails if a span is
 * missing or a host sees a difference.
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { hostView } from '../support/host-view';
import { inTurns } from '../support/in-turns';
import { DEATHS, SPANS_PER_DEATH, type Death } from './deaths';
import { die, dieBare } from './die';
import { nodeOfLine, runningNode, type NodeLine } from './node-lines';

interface Row {
  readonly death: Death;
  /** Of the worst run. */
  readonly delivered: number;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly sameAsBare: boolean;
}

const PAGE = join(__dirname, '..', '..', 'docs', 'deaths.md');

async function rowOf(death: Death, node: string, repeat: number): Promise<Row> {
  const bare = await dieBare(death, node);
  let row: Row | undefined;
  for (let nth = 0; nth < repeat; nth += 1) {
    const { end, inTime } = await die(death, node);
    const delivered = inTime.length;
    const sameAsBare = isDeepStrictEqual(hostView(end), hostView(bare));
    row = {
      death,
      delivered: Math.min(delivered, row?.delivered ?? delivered),
      code: end.code,
      signal: end.signal,
      sameAsBare: sameAsBare && (row?.sameAsBare ?? true),
    };
  }
  if (!row) throw new RangeError(`--repeat must be at least 1, not ${repeat}`);
  return row;
}

async function tableOf(line: NodeLine, repeat: number): Promise<string> {
  const rowFor = inTurns(DEATHS, (death) => rowOf(death, line.binary, repeat));
  const rows = await Promise.all(DEATHS.map(rowFor));
  const delivered = rows.reduce((sum, row) => sum + row.delivered, 0);
  const total = SPANS_PER_DEATH * rows.length;
  const isWhole = delivered === total && rows.every((row) => row.sameAsBare);
  if (!isWhole) process.exitCode = 1;
  return [
    `## Node ${line.version}`,
    '',
    '| death | spans delivered | exit code | signal | host as without |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map(printRow),
    '',
    `${delivered} of ${total} spans were there before the process was gone.`,
  ].join('\n');
}

function printRow({ death, delivered, ...row }: Row): string {
  const cells = [
    death.name,
    `${delivered} of ${SPANS_PER_DEATH}`,
    row.code ?? '',
    row.signal ?? '',
    row.sameAsBare ? 'yes' : 'NO',
  ];
  return `| ${cells.join(' | ')} |`;
}

function introduction(repeat: number): string {
  const [cpu] = cpus();
  return [
    '# Ways to die, and what arrives',
    '',
    'Each row is a real process. Three annotated spans (a workflow, a finished',
    'task, the task it dies in) and two of another library are counted when the',
    'parent learns that the process is gone. The last column compares exit',
    'code, signal, stdout and stderr with the same program without everspan.',
    '',
    `Worst of ${repeat} run(s); ${cpu?.model ?? 'unknown processor'}, ` +
      `${process.platform}, ${new Date().toISOString().slice(0, 10)}.`,
  ].join('\n');
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      node: { type: 'string', default: '' },
      repeat: { type: 'string', default: '1' },
      write: { type: 'boolean', default: false },
    },
  });
  const repeat = Number(values.repeat);
  const names = values.node.split(',').filter((name) => name !== '');
  const lines = names.length > 0 ? names.map(nodeOfLine) : [runningNode()];
  const sections = [introduction(repeat)];
  for (const line of lines) sections.push(await tableOf(line, repeat));
  const page = `${sections.join('\n\n')}\n`;
  if (values.write) writeFileSync(PAGE, page);
  process.stdout.write(page);
}

void main();
