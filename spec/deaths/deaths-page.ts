/** The matrix of deaths as Markdown. Pure. */
import { ANNOTATED } from './deaths';
import type { Fault } from './faults';
import type { Arrived, Row } from './matrix';

/** The table of one node, and what it adds up to. */
export function printTable(
  version: string,
  faults: readonly Fault[],
  rows: readonly Row[],
): string {
  const head = ['death', ...faults, ...HEAD];
  const lines = rows.map((row) => line(cellsOf(row, faults)));
  return [
    `## Node ${version}`,
    [line(head), line(head.map(() => '---')), ...lines].join('\n'),
    sumOf(rows, faults),
  ].join('\n\n');
}

const HEAD = ['`everspan run`', 'exit code', 'signal', 'host as without'];

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function cellsOf(row: Row, faults: readonly Fault[]): readonly string[] {
  return [
    row.death.name,
    ...faults.map((fault) => printArrived(row.amid.get(fault))),
    String(row.supervised ?? ''),
    String(row.code ?? ''),
    row.signal ?? '',
    row.isHostSame ? 'yes' : (row.death.limit ?? 'NO'),
  ];
}

function printArrived(arrived: Arrived | undefined): string {
  if (!arrived) return '';
  const { inTime, inTheEnd } = arrived;
  return inTime === inTheEnd ? String(inTime) : `${inTime}, then ${inTheEnd}`;
}

function sumOf(rows: readonly Row[], faults: readonly Fault[]): string {
  const total = rows.length * ANNOTATED.length;
  const sums = faults.map((fault) => {
    const all = rows.flatMap((row) => row.amid.get(fault) ?? []);
    const inTime = all.reduce((sum, each) => sum + each.inTime, 0);
    const inTheEnd = all.reduce((sum, each) => sum + each.inTheEnd, 0);
    return `${fault}: ${inTheEnd} of ${total}, ${inTime} of them in time`;
  });
  return `${sums.join('; ')}.`;
}
