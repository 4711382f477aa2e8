/**
 * Ten times as much of something: what a span, or a link, costs then, sent to
 * a backend on this machine.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { taking } from './exit/backends';
import { median, ratioTable } from './table';

interface Growth {
  readonly what: 'spans' | 'open' | 'links';
  readonly from: number;
  readonly name: string;
}

const ROUNDS = Number(process.env['BENCH_RUNS'] ?? 3);
const FACTOR = 10;
const GROWING: readonly Growth[] = [
  { what: 'spans', from: 10_000, name: 'a span, of so many in a flood' },
  { what: 'open', from: 1_000, name: 'a span, while so many are open' },
  { what: 'links', from: 10, name: 'a link, of so many on a span' },
];

async function cpuUs(what: string, count: number, url: string) {
  const script = join(__dirname, 'growth', 'grower.cjs');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [script, what, String(count)],
    { env: { ...process.env, OTEL_EXPORTER_OTLP_ENDPOINT: url } },
  );
  return (JSON.parse(stdout) as { readonly cpuUs: number }).cpuUs;
}

async function rowOf(growth: Growth, url: string): Promise<readonly string[]> {
  const { what, from, name } = growth;
  const few: number[] = [];
  const many: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    few.push(await cpuUs(what, from, url));
    many.push(await cpuUs(what, from * FACTOR, url));
  }
  const [fewUs, manyUs] = [median(few), median(many)];
  return [
    name,
    `${from} and ${from * FACTOR}`,
    fewUs.toFixed(2),
    manyUs.toFixed(2),
    (manyUs / fewUs).toFixed(2),
  ];
}

/** The table of growth. */
export async function growthTable(): Promise<string> {
  const backend = await taking();
  try {
    const rows: (readonly string[])[] = [];
    for (const each of GROWING) rows.push(await rowOf(each, backend.url));
    return ratioTable(
      ['CPU us of', 'how many', 'of few', 'of ten times as many', 'ratio'],
      rows,
    );
  } finally {
    backend.close();
  }
}
