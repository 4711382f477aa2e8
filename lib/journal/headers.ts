/**
 * The headers of the journals in a folder, each read once.
 *
 * The folder may hold thousands of journals that are somebody else's: opening
 * them all at each look would be felt by the program that looks.
 */
import { join } from 'node:path';
import { readContent } from './content';
import { JournalFile } from './file';
import { maySend, type Binding, type Header } from './header';
import type { Files } from './listing';

/** The header stands first and is far smaller than this. */
const HEADER_BYTES = 16_384;
/** Journals opened in one look: some milliseconds. */
const MAX_OPENED = 100;
/** Names are short; beyond this many all are forgotten and read again. */
const MAX_KNOWN = 20_000;

/** All files of a journal have the same; the first may be damaged. */
export function headerIn(
  folder: string,
  names: readonly string[],
): Header | undefined {
  for (const name of names) {
    const header = headerOf(join(folder, name));
    if (header) return header;
  }
  return undefined;
}

/** What one look has read. */
interface Reading {
  /** One that could not be read may be whole when the file has grown. */
  readonly bytes: number;
  readonly header: Header | undefined;
}

/** Remembers what was read, from one look to the next. */
export class Headers {
  readonly #folder: string;
  readonly #binding: Binding | undefined;
  readonly #known = new Map<string, Reading>();
  #opened = 0;

  constructor(folder: string, binding: Binding | undefined) {
    this.#folder = folder;
    this.#binding = binding;
  }

  /** Whether the last look has seen every journal. */
  get isComplete(): boolean {
    return this.#opened <= MAX_OPENED;
  }

  /** A look around begins. */
  begin(): void {
    this.#opened = 0;
    if (this.#known.size > MAX_KNOWN) this.#known.clear();
  }

  /** Whether the journal is known to be for others to send. */
  isForOthers(journal: string): boolean {
    const header = this.#known.get(journal)?.header;
    if (!header || !this.#binding) return false;
    return !maySend(this.#binding, header.binding);
  }

  /** `undefined` where it cannot be read, or not in this look. */
  of({ journal, names, bytes }: Files): Header | undefined {
    const known = this.#known.get(journal);
    if (known?.header || known?.bytes === bytes) return known.header;
    this.#opened += 1;
    if (!this.isComplete) return undefined;
    const header = headerIn(this.#folder, names);
    this.#known.set(journal, { bytes, header });
    return header;
  }
}

function headerOf(path: string): Header | undefined {
  try {
    const file = JournalFile.open(path);
    try {
      const bytes = file.read(0, Math.min(file.size, HEADER_BYTES));
      return readContent(bytes).header;
    } finally {
      file.close();
    }
  } catch {
    // Gone meanwhile, or not readable for us: then it is not ours to recover.
    return undefined;
  }
}
