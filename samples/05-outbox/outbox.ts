/** The outbox: a table of events that still have to be published. */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Token } from 'everspan/messaging';

export interface Row {
  readonly event: string;
  readonly order: string;
  /** Where the work stood that wrote this row. */
  readonly token: Token;
}

/** A file stands in for a table of the database that has the orders too. */
const FILE = join(process.env['SHOP_FOLDER'] ?? '.', 'outbox.jsonl');

export function insert(row: Row): void {
  appendFileSync(FILE, `${JSON.stringify(row)}\n`);
}

export function rows(): readonly Row[] {
  const lines = readFileSync(FILE, 'utf8').split('\n');
  const written = lines.filter((line) => line !== '');
  return written.map((line) => JSON.parse(line) as Row);
}

export function remove(row: Row): void {
  const kept = rows().filter(({ order }) => order !== row.order);
  writeFileSync(FILE, kept.map((each) => `${JSON.stringify(each)}\n`).join(''));
}
