/**
 * `npm run bench:peers`: other tracing libraries die the same deaths and wrap
 * the same calls. Writes their sections of docs/deaths.md and
 * docs/benchmarks.md; `-- deaths` or `-- calls` writes one of them.
 */
import { join } from 'node:path';
// It gives this run a journal folder of its own.
import '../../spec/support/journal-folder';
import { writeSection } from '../../spec/support/page-section';
import { machine } from '../table';
import { callsTable } from './calls';
import { deathTables } from './deaths';
import { installed } from './peers';

const DOCS = join(__dirname, '..', '..', 'docs');

const PARTS = {
  deaths: { page: 'deaths.md', tables: deathTables },
  calls: { page: 'benchmarks.md', tables: callsTable },
};

async function main(names: readonly string[]): Promise<void> {
  const peers = installed();
  for (const [name, { page, tables }] of Object.entries(PARTS)) {
    if (names.length > 0 && !names.includes(name)) continue;
    const text = `${machine()}\n\n${await tables(peers)}`;
    console.log(text);
    await writeSection(join(DOCS, page), 'peers', text);
  }
}

void main(process.argv.slice(2));
