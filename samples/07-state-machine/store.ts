/** Where an order waits between two processes. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Token } from 'everspan/messaging';
import type { Order } from './machine';

export interface Stored {
  readonly order: Order;
  /** Of the phase that stored it last. */
  readonly token: Token;
}

/** A file stands in for a row of a database. */
const FILE = join(process.env['SHOP_FOLDER'] ?? '.', 'order.json');

/** All or nothing: a process may be killed in the middle of it. */
export function save(stored: Stored): void {
  writeFileSync(`${FILE}.new`, JSON.stringify(stored));
  renameSync(`${FILE}.new`, FILE);
}

export function load(): Stored {
  return JSON.parse(readFileSync(FILE, 'utf8')) as Stored;
}
