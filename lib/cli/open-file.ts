/** Reads files of OTLP JSON lines into a store. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { reason } from '../internal/diag';
import { takeLine } from '../viewer/otlp/line';
import type { TraceStore } from '../viewer/store/trace-store';
import { usageError } from './usage-error';

/** What was found in a file. */
export interface Opened {
  /** Spans and log records. */
  readonly items: number;
  /** Those that could not be kept: bad ids, no room. */
  readonly lost: number;
  /** Lines that are no requests. */
  readonly badLines: number;
  /** The first of them, and what is wrong with it; `''` where there is none. */
  readonly firstBad: string;
}

/**
 * Keeps what the file holds, and skips lines that are bad.
 *
 * @throws `ERR_EVERSPAN_USAGE` where the file cannot be read
 */
export async function openFile(
  path: string,
  store: TraceStore,
): Promise<Opened> {
  const opened = { items: 0, lost: 0, badLines: 0, firstBad: '' };
  let number = 0;
  for await (const line of linesOf(path)) {
    number += 1;
    const taken = takeLine(line, store);
    if (taken.kind === 'taken') {
      opened.items += taken.items;
      opened.lost += taken.lost;
    } else if (taken.kind === 'bad') {
      opened.badLines += 1;
      opened.firstBad ||= `line ${number}: ${taken.why}`;
    }
  }
  return opened;
}

async function* linesOf(path: string): AsyncGenerator<string> {
  try {
    const input = createReadStream(path, 'utf8');
    yield* createInterface({ input, crlfDelay: Infinity });
  } catch (error) {
    throw usageError(`Cannot read ${path}: ${reason(error)}.`);
  }
}
