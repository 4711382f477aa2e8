/** A folder for one spec, and journals in it whose process is dead. */
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { claim } from '../../lib/journal/claim';
import type { ClaimedJournal } from '../../lib/journal/claimed';
import { findDead, type Recoverer } from '../../lib/journal/find-dead';
import { decodeFrames, type Frame } from '../../lib/journal/frame';
import type { Binding } from '../../lib/journal/header';
import { Journal, type JournalOptions } from '../../lib/journal/journal';
import { thisOwner, type Owner } from '../../lib/journal/owner';
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

/** Leaves three files; the span `open` is open all the time. */
export function dieIn(folder: string): void {
  const open = spanOf('open').started;
  const journal = journalIn(folder, {
    generationBytes: 1,
    openSpans: () => [open],
  });
  for (const name of ['1', '2', '3']) {
    journal.write({ started: [], ended: bulky(name) });
  }
}

/** Sets when each file was written last, in seconds since the epoch. */
export function setWritten(folder: string, seconds: readonly number[]): void {
  for (const [nth, name] of filesIn(folder).entries()) {
    utimesSync(join(folder, name), nth, seconds[nth] ?? nth);
  }
}

/** Claims the oldest journal of a dead process. */
export function claimIn(
  folder: string,
  self: Owner = thisOwner(),
): ClaimedJournal {
  const recoverer = recovererIn(folder, { self });
  const [found] = findDead(recoverer);
  const claimed = found && claim(found, recoverer);
  if (!claimed) throw new Error('Nothing was claimed.');
  return claimed;
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
