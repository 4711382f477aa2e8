/**
 * Writes spans down before anything can happen to the process.
 *
 * One journal per process and thread, in generations of a few megabytes: a
 * file is append-only, so what is done with leaves it by the removal of the
 * whole file. A process that ends cleanly leaves none.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { wallClockMs } from '../internal/clock';
import { JournalFile } from './file';
import { encodeFrame, FrameScratch, RECORD } from './frame';
import { Generation, Location } from './generation';
import { encodeHeader, type Binding } from './header';
import { fileName, journalName } from './name';
import type { Owner } from './owner';
import { Silence } from './silence';
import type { Keeper, Stored } from './stored';

/** What is written together. Both are export requests. */
export interface Records {
  readonly started: readonly Uint8Array[];
  readonly ended: Uint8Array | undefined;
}

export interface JournalOptions {
  readonly folder: string;
  readonly owner: Owner;
  readonly binding: Binding;
  /** A file that has so many bytes is followed by another. */
  readonly generationBytes: number;
  /** The spans that are open now, as export requests. */
  readonly openSpans: () => readonly Uint8Array[];
}

const RANDOM_BYTES = 6;
const BEGUN = encodeFrame(RECORD.begun, Buffer.alloc(0));

/** The journal of this thread. */
export class Journal implements Keeper {
  readonly #options: JournalOptions;
  readonly #name: string;
  /** Oldest first; the last one is written to. */
  readonly #generations: Generation[] = [];
  readonly #scratch = new FrameScratch();
  #count = 0;
  #isAbandoned = false;
  readonly #silence = new Silence();

  constructor(options: JournalOptions) {
    this.#options = options;
    const random = randomBytes(RANDOM_BYTES).toString('hex');
    this.#name = journalName(options.owner, random);
  }

  /** Bytes on disk. */
  get bytes(): number {
    return this.#generations.reduce((sum, { file }) => sum + file.size, 0);
  }

  /**
   * The oldest file, if it is not the one that is written to: what has to go
   * when the disk space is used up.
   */
  get oldest(): Generation | undefined {
    return this.#generations.length > 1 ? this.#generations[0] : undefined;
  }

  /**
   * Writes down what is given, in one write.
   *
   * @returns where the `ended` record stands
   * @throws where the disk refuses; then nothing more can be written
   */
  write({ started, ended }: Records): Stored | undefined {
    const records = started.map((each) => [RECORD.started, each] as const);
    const all = ended ? [...records, [RECORD.ended, ended] as const] : records;
    if (all.length === 0) return undefined;
    const frames = this.#scratch.encode(all);
    const current = this.#current();
    const { generation, offset } = current
      ? { generation: current, offset: current.file.append(frames) }
      : this.#begin(frames);
    if (!ended) return undefined;
    generation.untaken += 1;
    const at = offset + frames.length - ended.length;
    const extent = { offset: at, length: ended.length };
    return new Location(this, generation, extent);
  }

  /**
   * The backend has taken these: they must not be sent again after a crash.
   * Files in which nothing matters any more are removed.
   */
  taken(stored: readonly Stored[]): void {
    const locations = stored.filter((each) => each instanceof Location);
    for (const generation of [...this.#generations]) {
      const own = locations.filter((each) => each.generation === generation);
      if (own.length > 0) this.#takenFrom(generation, own);
    }
  }

  /** Gives a whole generation up, whatever is in it. */
  remove(generation: Generation): void {
    const index = this.#generations.indexOf(generation);
    if (index === -1) return;
    this.#generations.splice(index, 1);
    generation.file.remove();
  }

  /** The files that somebody has removed, with the folder perhaps. */
  get removed(): readonly Generation[] {
    return this.#generations.filter(({ file }) => file.isRemoved());
  }

  /**
   * Begins a new file, in which all that is open stands again.
   *
   * @throws where the disk refuses
   */
  renew(): void {
    this.#begin(Buffer.alloc(0));
  }

  /** Tells others that this process lives. */
  beat(): void {
    try {
      for (const { file } of this.#generations) file.beat(wallClockMs());
    } catch {
      // The disk is in trouble, which the next write tells of.
    }
  }

  /** The file that is written to is no longer to be trusted; the next is new. */
  abandon(): void {
    // What it holds is still read, sent and removed like an older file's.
    this.#isAbandoned = true;
  }

  /**
   * Removes all files if everything in them was taken. Nothing may be open
   * now: the next span to be written down begins a new file.
   *
   * The newest one stays if any does, for it tells which spans have ended.
   */
  tidy(): void {
    if (this.#generations.some(({ untaken }) => untaken > 0)) return;
    for (const { file } of this.#generations.splice(0)) file.remove();
  }

  /** The end: what was not taken is left for recovery. */
  close(): void {
    this.tidy();
    for (const { file } of this.#generations.splice(0)) file.close();
  }

  /** The file to write to, or `undefined` if a new one has to be begun. */
  #current(): Generation | undefined {
    const last = this.#generations.at(-1);
    if (!last) return undefined;
    this.#distrustAfterSilence(last);
    return this.#isAbandoned || this.#isFull(last) ? undefined : last;
  }

  /**
   * What was copied forward must not fill the next file by itself: thousands
   * of open spans would be written down again and again.
   */
  #isFull({ file, begunBytes }: Generation): boolean {
    const { generationBytes } = this.#options;
    return file.size >= Math.max(generationBytes, 2 * begunBytes);
  }

  /**
   * Who could not see that this process lives (frozen, or in another
   * container) may have claimed the file meanwhile. It is his then.
   */
  #distrustAfterSilence(generation: Generation): void {
    if (this.#silence.isBroken() && !generation.file.isInPlace()) {
      this.#isAbandoned = true;
    }
  }

  /**
   * Begins a file with `frames`. Open starts are copied forward, so that older
   * files can go; and all is one write, so that no span is in neither file.
   */
  #begin(frames: Buffer): {
    readonly generation: Generation;
    readonly offset: number;
  } {
    const opening = this.#opening();
    const generation = this.#create();
    const bytes = Buffer.concat([...opening, frames, BEGUN]);
    try {
      generation.file.append(bytes);
    } catch (error) {
      generation.file.remove();
      throw error;
    }
    generation.begunBytes = bytesOf(opening);
    this.#generations.push(generation);
    this.#isAbandoned = false;
    this.#removeFinished();
    return { generation, offset: generation.begunBytes };
  }

  #opening(): readonly Buffer[] {
    const { owner, binding, openSpans } = this.#options;
    return [
      encodeFrame(RECORD.header, encodeHeader(owner, binding)),
      ...openSpans().map((each) => encodeFrame(RECORD.started, each)),
    ];
  }

  #create(): Generation {
    this.#count += 1;
    const name = fileName(this.#name, this.#count);
    return new Generation(JournalFile.create(join(this.#options.folder, name)));
  }

  #takenFrom(generation: Generation, own: readonly Location[]): void {
    generation.untaken -= own.length;
    const isCurrent = generation === this.#generations.at(-1);
    if (generation.untaken === 0 && !isCurrent) this.remove(generation);
    else generation.noteTaken(own);
  }

  #removeFinished(): void {
    for (const generation of this.#generations.slice(0, -1)) {
      if (generation.untaken === 0) this.remove(generation);
    }
  }
}

function bytesOf(frames: readonly Buffer[]): number {
  return frames.reduce((sum, { length }) => sum + length, 0);
}
