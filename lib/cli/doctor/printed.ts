/** Findings as lines for a person. Pure. */
import { styleText } from 'node:util';
import type { Finding } from './finding';

const COLOURS = { ok: 'green', note: 'yellow', wrong: 'red' } as const;
const WIDTH = 'wrong'.length;

/** Two columns, and at the end what it comes to. */
export function printed(
  findings: readonly Finding[],
  isColoured: boolean,
): readonly string[] {
  const paint = isColoured ? painted : plain;
  return [
    ...findings.flatMap((each) => linesOf(each, paint)),
    '',
    sumOf(findings),
  ];
}

type Paint = (level: Finding['level']) => string;

function linesOf(finding: Finding, paint: Paint): readonly string[] {
  const { level, code, says, remedy } = finding;
  const first = `${paint(level)}  ${says}${level === 'wrong' ? ` [${code}]` : ''}`;
  if (remedy === undefined) return [first];
  return [first, `${' '.repeat(WIDTH)}  -> ${remedy}`];
}

function plain(level: Finding['level']): string {
  return level.padEnd(WIDTH);
}

function painted(level: Finding['level']): string {
  return styleText(COLOURS[level], plain(level));
}

function sumOf(findings: readonly Finding[]): string {
  const count = findings.filter(({ level }) => level === 'wrong').length;
  if (count === 0) return 'All is well.';
  return count === 1
    ? '1 thing is wrong.'
    : `${String(count)} things are wrong.`;
}
