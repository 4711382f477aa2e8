/**
 * `npm run bench`: measures, and writes its sections of docs/benchmarks.md;
 * `-- call burst` measures these alone.
 *
 * Both sides of every comparison run in turns in one run; medians are shown.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSection } from '../spec/support/page-section';
import { burstTable, steadyTable } from './burst.bench';
import { callTable } from './call.bench';
import { consumerTable } from './consumer.bench';
import { exitTable } from './exit.bench';
import { growthTable } from './growth.bench';
import { memoryTable } from './memory.bench';
import { samplingTable } from './sampling.bench';
import { machine } from './table';
import { viewerTable } from './viewer.bench';

const FILE = join(__dirname, '..', 'docs', 'benchmarks.md');

/** By the names of the sections that they write. */
const TABLES = {
  call: callTable,
  consumer: consumerTable,
  sampling: samplingTable,
  burst: burstTable,
  steady: steadyTable,
  growth: growthTable,
  memory: memoryTable,
  exit: exitTable,
  viewer: viewerTable,
};

/** What is left by ends without a backend is not for the user's programs. */
const JOURNALS = mkdtempSync(join(tmpdir(), 'everspan-bench-'));

async function main(names: readonly string[]): Promise<void> {
  process.env['EVERSPAN_JOURNAL_DIR'] = JOURNALS;
  for (const [name, table] of Object.entries(TABLES)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const text = `${machine()}\n\n${await table()}`;
    console.log(text);
    await writeSection(FILE, name, text);
  }
  rmSync(JOURNALS, { recursive: true, force: true });
}

void main(process.argv.slice(2));
