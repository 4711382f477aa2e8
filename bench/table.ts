/** Tables in Markdown, with what is needed to read them later. */
import { cpus } from 'node:os';

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function ratioTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join(
    '\n',
  );
}

export function machine(): string {
  const [cpu] = cpus();
  const model = cpu?.model ?? 'unknown processor';
  const date = new Date().toISOString().slice(0, 10);
  return (
    `Node ${process.versions.node}, ${model} x ${cpus().length}, ` +
    `${process.platform}, ${date}.`
  );
}
