/** A folder for one spec, and journals in it whose process is dead. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeFrames, type Frame } from '../../lib/journal/frame';
import type { Binding } from '../../lib/journal/header';
import { Journal, type JournalOptions } from '../../lib/journal/journal';
import { thisOwner, type Owner } from '../../lib/journal/owner';
import type { Recoverer } from '../../lib/journal/recover';
import {
  endedSpan,
  namesIn,
  openSpan,
  requestOf,
} from '../delivery/ended-spans';

export const BINDING: Binding = {
  service: 'orders',
  endpoint: 'http://localhost:4318/v1/traces',
  credentials: 'aa11',
};

/** This process, had it been another one before: its id is in use again. */
export const DEAD: Owner = { ...thisOwner(), startTime: '1' };

/** A folder of ours for every test of the present `describe`. */
export function useFolder(): () => string {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'everspan-journal-spec-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return () => folder;
}

export function journalIn(
  folder: string,
  options: Partial<JournalOptions> = {},
): Journal {
  return new Journal({
    folder,
    owner: DEAD,
    binding: BINDING,
    generationBytes: 4_194_304,
    openSpans: () => [],
    ...options,
  });
}

export function recovererIn(
  folder: string,
  fields: Partial<Recoverer> = {},
): Recoverer {
  return { folder, self: thisOwner(), binding: BINDING, ...fields };
}

/** A request with one span that has ended. */
export function ended(name: string, failed = false): Uint8Array {
  return requestOf([endedSpan({ name, failed })]);
}

/** The same, larger than all that begins a file. */
export function bulky(name: string): Uint8Array {
  return requestOf([endedSpan({ name, attributes: { x: 'x'.repeat(4_000) } })]);
}

/** One span, as a request while it is open and as one when it has ended. */
export function spanOf(name: string): {
  readonly started: Uint8Array;
  readonly ended: () => Uint8Array;
} {
  const span = openSpan({ name });
  return {
    started: requestOf([span]),
    ended: () => {
      span.end();
      return requestOf([span]);
    },
  };
}

export function filesIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.includes('.everspan1'))
    .sort();
}

export function framesIn(path: string): readonly Frame[] {
  return [...decodeFrames(readFileSync(path))];
}

export function namesOf(
  requests: readonly { read(): Uint8Array }[],
): readonly string[] {
  return requests.flatMap((each) => namesIn(each.read()));
}
