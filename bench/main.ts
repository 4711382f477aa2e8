/**
 * `npm run bench`: measures, and writes the tables into docs/benchmarks.md.
 *
 * Both sides of every comparison run in turns in one run; medians are shown.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'prettier';
import { burstTable } from './burst.bench';
import { callTable } from './call.bench';
import { exitTable } from './exit.bench';
import { machine } from './table';

const FILE = join(__dirname, '..', 'docs', 'benchmarks.md');

/** What is left by ends without a backend is not for the user's programs. */
const JOURNALS = mkdtempSync(join(tmpdir(), 'everspan-bench-'));

async function main(): Promise<void> {
  process.env['EVERSPAN_JOURNAL_DIR'] = JOURNALS;
  const sections = [
    ['One annotated call', await callTable()],
    ['A burst of 30 000 spans', await burstTable()],
    ['The beginning and the end of a process', await exitTable()],
  ];
  const text = [
    '# Benchmarks',
    `Written by \`npm run bench\`. ${machine()}`,
    ...sections.map(([title, table]) => `## ${title}\n\n${table}`),
  ].join('\n\n');
  console.log(text);
  rmSync(JOURNALS, { recursive: true, force: true });
  writeFileSync(FILE, await format(text, { parser: 'markdown' }));
}

void main();
