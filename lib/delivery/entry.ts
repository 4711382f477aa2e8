/** Some ended spans, serialised: what waits, and what is sent. */
import type { Stored } from '../journal/stored';

export interface EntryContent {
  readonly bytes: Uint8Array;
  readonly spans: number;
  /** Holds a failed span: first to leave, last to be dropped. */
  readonly failed: boolean;
  /** Where the same bytes lie on disk, if they do. */
  readonly stored: Stored | undefined;
  /** Left by a process that died. */
  readonly isRecovered?: boolean;
}

/** Bytes that are in memory, on disk, or both. */
export class Entry {
  readonly spans: number;
  readonly failed: boolean;
  readonly isRecovered: boolean;
  /** Bytes of the request, wherever they are. */
  readonly size: number;
  #bytes: Uint8Array | undefined;
  #stored: Stored | undefined;

  constructor(content: EntryContent) {
    const { bytes, spans, failed, stored, isRecovered = false } = content;
    this.spans = spans;
    this.failed = failed;
    this.isRecovered = isRecovered;
    this.size = bytes.length;
    this.#bytes = bytes;
    this.#stored = stored;
  }

  get stored(): Stored | undefined {
    return this.#stored;
  }

  /** Bytes in memory. */
  get memory(): number {
    return this.#bytes?.length ?? 0;
  }

  /** The request; read from disk if need be. @throws where the disk fails */
  get bytes(): Uint8Array {
    this.#bytes ??= this.read();
    return this.#bytes;
  }

  /** The same, and what was on disk stays there only. @throws as `bytes` */
  read(): Uint8Array {
    if (this.#bytes) return this.#bytes;
    if (this.#stored) return this.#stored.read();
    throw new Error('the spans are neither here nor there');
  }

  /** Leaves the bytes to the disk. @returns how many that were */
  evict(): number {
    const freed = this.#stored ? this.memory : 0;
    if (this.#stored) this.#bytes = undefined;
    return freed;
  }

  /** The file it lay in is gone, or it has been written somewhere else. */
  moveTo(stored: Stored | undefined): void {
    this.#stored = stored;
  }
}
