/**
 * The journal and the recovery of one process, put together and watched over.
 */
import { after } from '../internal/clock';
import { warnOnce } from '../internal/diag';
import { claimFolder, openDirectory } from '../journal/directory';
import type { Generation } from '../journal/generation';
import { Journal } from '../journal/journal';
import { thisOwner } from '../journal/owner';
import type { Recoverer } from '../journal/find-dead';
import { Rejected, type RejectedBounds } from '../journal/rejected';
import { bindingOf } from './binding';
import type { Destination } from './destination';
import { JournalWriter } from './journal-writer';
import { openRequests } from './open-requests';
import type { OpenSpans } from './open-spans';
import type { Outbox, Rewrite } from './outbox';
import { Recovery } from './recovery';
import type { Redact } from './serialise';
import type { Counters } from './stats';

export interface DiskOptions {
  /** `undefined`: the user's own. */
  readonly directory: string | undefined;
  readonly maxBytes: number;
  readonly maxAgeMs: number;
  /** `service.name`. */
  readonly service: string;
}

export interface DiskWiring {
  readonly options: DiskOptions;
  readonly destination: Destination;
  readonly openSpans: OpenSpans;
  readonly redact: Redact;
  readonly outbox: Outbox;
  readonly counters: Counters;
  readonly detached: (fn: () => void) => void;
  readonly onClaimed: () => void;
}

/** A file that is full is followed by another: small enough to be let go. */
const GENERATION_BYTES = 4_194_304;
const MIN_GENERATION_BYTES = 65_536;
const GENERATIONS = 8;
/** What the backend refuses may take this part of the disk space as well. */
const REJECTED_SHARE = 1 / 16;
/** Others, who cannot see this process, think it dead after a minute. */
const HEARTBEAT_MS = 10_000;
/** While the disk refuses, spans are delivered that it knows as open. */
const REFUSED_BEAT_MS = 1_000;

/** What this process writes, and what it takes over. */
export class Disk {
  readonly writer: JournalWriter;
  readonly recovery: Recovery;
  readonly rejected: Rejected;
  readonly #journal: Journal;
  readonly #folder: string;
  readonly #wiring: DiskWiring;
  #cancelBeat: (() => void) | undefined;

  constructor(folder: string, wiring: DiskWiring) {
    const { options } = wiring;
    const owner = thisOwner();
    const binding = bindingOf(folder, options.service, wiring.destination);
    this.#folder = folder;
    this.#wiring = wiring;
    this.#journal = new Journal({
      folder,
      owner,
      binding,
      generationBytes: generationBytesFor(options),
      openSpans: () => openRequests(wiring),
    });
    this.writer = this.#makeWriter(wiring);
    this.rejected = new Rejected(folder, rejectedBounds(options));
    this.recovery = this.#recovery({ folder, self: owner, binding }, wiring);
  }

  start(): void {
    this.recovery.start();
    this.#beat();
  }

  /**
   * The process is about to end, and may fail to: leaves on disk what was not
   * taken and nothing else. Nothing is open any more; what is started or
   * written after this goes on as before.
   */
  tidy(): void {
    this.recovery.stop();
    this.check();
    this.#journal.tidy();
  }

  /** The last chance to put right what the files say. */
  check(): void {
    this.writer.check();
    // What is unsaved has a start there at least, which is better than nothing.
    if (this.#wiring.outbox.unsaved === 0) this.#mend(true);
  }

  /** Leaves on disk what was not taken, and nothing else; for good. */
  close(): void {
    this.#cancelBeat?.();
    this.recovery.stop();
    this.#journal.close();
  }

  #makeWriter({ options, outbox, counters }: DiskWiring): JournalWriter {
    const save: Rewrite = (bytes) =>
      this.writer.write({ started: [], ended: bytes });
    return new JournalWriter({
      journal: this.#journal,
      maxBytes: options.maxBytes,
      onFull: (oldest) => {
        const half = oldest.file.size / 2;
        outbox.leave(oldest, (bytes) => this.#rewrite(bytes), half);
      },
      onRemoved: (removed) => {
        this.#restore(removed);
      },
      onRefused: () => {
        this.#beat();
      },
      onMended: () => {
        counters.journalled += outbox.save(save);
      },
    });
  }

  #recovery(recoverer: Recoverer, wiring: DiskWiring): Recovery {
    const { options, outbox, counters, detached, onClaimed } = wiring;
    const { maxAgeMs, maxBytes } = options;
    const { rejected } = this;
    const recovering = { recoverer, outbox, counters, detached, onClaimed };
    return new Recovery({ ...recovering, rejected, maxAgeMs, maxBytes });
  }

  #beat(): void {
    this.#cancelBeat?.();
    const delayMs = this.writer.isRefused ? REFUSED_BEAT_MS : HEARTBEAT_MS;
    this.#wiring.detached(() => {
      this.#cancelBeat = after(delayMs, () => {
        this.writer.check();
        this.#mend(this.writer.isWorthATry);
        this.#journal.beat();
        this.recovery.beat();
        this.#beat();
      });
    });
  }

  /**
   * The files know nothing of what has ended since the disk refused: it must
   * not come back as killed once it is delivered. Where nothing is left to be
   * told they are removed, for which even a full disk has room.
   */
  #mend(mayWrite: boolean): void {
    if (!this.writer.isRefused) return;
    const { openSpans, outbox } = this.#wiring;
    if (openSpans.size === 0 && outbox.waiting === 0) this.#journal.tidy();
    else if (mayWrite) this.writer.renew();
  }

  /** Somebody has cleaned up: a removed file can be read, but not found. */
  #restore(removed: readonly Generation[]): void {
    if (this.#isMissed(removed)) {
      this.#makeFolderAgain();
      if (this.#wiring.openSpans.size > 0) this.#journal.renew();
    }
    for (const generation of removed) {
      const rewrite = this.#rewrite.bind(this);
      this.#wiring.outbox.rescue(generation, rewrite);
      this.#journal.remove(generation);
    }
  }

  /** Nothing is to be made again where nothing was lost. */
  #isMissed(removed: readonly Generation[]): boolean {
    if (removed.length === 0 || this.#wiring.openSpans.size > 0) return true;
    return removed.some(({ untaken }) => untaken > 0);
  }

  #makeFolderAgain(): void {
    const made = claimFolder(this.#folder);
    warnOnce(
      'WARN_EVERSPAN_JOURNAL',
      `the journal in ${this.#folder} was removed; ` +
        (made.kind === 'usable' ? 'it is begun anew' : made.why),
      'removed',
    );
    this.#journal.abandon();
  }

  #rewrite(bytes: Uint8Array): ReturnType<JournalWriter['write']> {
    return this.#journal.write({ started: [], ended: bytes });
  }
}

/** The disk, or `undefined` where there is no folder for it; that is told. */
export function openDisk(wiring: DiskWiring): Disk | undefined {
  const folder = openDirectory(wiring.options.directory);
  if (folder.kind === 'usable') return new Disk(folder.path, wiring);
  warnOnce(
    'WARN_EVERSPAN_JOURNAL',
    `there is no journal: ${folder.why}; spans are kept in memory only`,
  );
  return undefined;
}

/** For a folder `rejected` beside journals with these bounds. */
export function rejectedBounds(options: {
  readonly maxBytes: number;
  readonly maxAgeMs: number;
}): RejectedBounds {
  const { maxBytes, maxAgeMs } = options;
  return { maxBytes: maxBytes * REJECTED_SHARE, maxAgeMs };
}

function generationBytesFor({ maxBytes }: DiskOptions): number {
  const part = Math.floor(maxBytes / GENERATIONS);
  return Math.max(MIN_GENERATION_BYTES, Math.min(GENERATION_BYTES, part));
}
