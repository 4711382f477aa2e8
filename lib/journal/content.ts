/**
 * What the files of one dead journal still have to tell. Pure.
 */
import { decodeFrames, RECORD, type Frame } from './frame';
import { decodeHeader, type Header } from './header';
import { latestTime, spanKeys } from './request';
import { endSpans, type Interruption } from './rewrite-request';

/** The records of one file. */
export interface FileContent {
  readonly header: Header | undefined;
  /** Whether all that was open at its beginning was written down in it. */
  readonly isBegun: boolean;
  readonly started: readonly Uint8Array[];
  /** Each is known by where it stands, however many before it are damaged. */
  readonly ended: readonly Frame[];
  /** Offsets of what the backend has. */
  readonly taken: ReadonlySet<number>;
}

/** Reads all whole records of a file. */
export function readContent(bytes: Buffer): FileContent {
  const frames = [...decodeFrames(bytes)];
  const header = payloadsOf(frames, RECORD.header)[0];
  return {
    header: header && decodeHeader(header),
    isBegun: frames.some((frame) => frame.type === RECORD.begun),
    started: payloadsOf(frames, RECORD.started),
    ended: frames.filter((frame) => frame.type === RECORD.ended),
    taken: new Set(payloadsOf(frames, RECORD.taken).flatMap(decodeOffsets)),
  };
}

/** Ended spans that the backend may not have. */
export function untakenRecords({ ended, taken }: FileContent): Frame[] {
  return ended.filter(({ offset }) => !taken.has(offset));
}

/**
 * The spans that were open when the process died, ended by `interruption`.
 *
 * @param files the newest file that was begun, in which all that were open
 * then stand again, and those after it, oldest first
 */
export function interruptedSpans(
  files: readonly FileContent[],
  interruption: Interruption,
): Uint8Array[] {
  const started = files.flatMap((file) => file.started);
  const open = new Set(started.flatMap((each) => [...spanKeys(each)]));
  const ended = files.flatMap((file) => file.ended.map((each) => each.payload));
  for (const payload of ended) {
    for (const key of spanKeys(payload)) open.delete(key);
  }
  const last = afterAllElse(interruption, [...started, ...ended]);
  // A span may stand here more than once: copied forward, or written when it
  // failed and about to be written whole. The last word counts.
  return started.toReversed().flatMap((request) => {
    const keys = [...spanKeys(request)].filter((key) => open.delete(key));
    if (keys.length === 0) return [];
    return [endSpans(request, new Set(keys), last)];
  });
}

/** A disk's clock ticks coarsely: a file may seem older than what is in it. */
const COARSE_CLOCK_NS = 1_000_000_000n;

/** So that no span outlives, by a tick, the one it stands in. */
function afterAllElse(
  interruption: Interruption,
  requests: readonly Uint8Array[],
): Interruption {
  const written = interruption.endTimeUnixNano;
  const near = requests
    .map(latestTime)
    .filter((time) => time > written && time < written + COARSE_CLOCK_NS);
  const endTimeUnixNano = near.reduce((a, b) => (a > b ? a : b), written);
  return { ...interruption, endTimeUnixNano };
}

const OFFSET_BYTES = 4;

/** The payload of a `taken` record. */
export function encodeOffsets(offsets: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(offsets.length * OFFSET_BYTES);
  offsets.forEach((offset, index) => {
    bytes.writeUInt32LE(offset, index * OFFSET_BYTES);
  });
  return bytes;
}

function decodeOffsets(payload: Uint8Array): number[] {
  const bytes = Buffer.from(payload);
  const count = Math.floor(bytes.length / OFFSET_BYTES);
  return Array.from({ length: count }, (_, index) =>
    bytes.readUInt32LE(index * OFFSET_BYTES),
  );
}

function payloadsOf(
  frames: readonly Frame[],
  type: number,
): readonly Uint8Array[] {
  return frames
    .filter((frame) => frame.type === type)
    .map((frame) => frame.payload);
}
