/**
 * How one record stands in a journal file. Pure.
 *
 * A process can be killed in the middle of a write, and a disk can hold
 * nonsense. So each record has a marker to find it by, a length and a
 * checksum: what is torn or corrupt is skipped, and everything around it is
 * still read.
 *
 *     marker (4) · payload length (4, LE) · CRC-32 of type and payload (4, LE)
 *     · type (1) · payload
 */
import { crc32 } from 'node:zlib';

/** What a record holds. The numbers are on disk: they never change. */
export const RECORD = {
  /** JSON: who wrote the file, and for which destination. First in the file. */
  header: 1,
  /** An export request with spans that have started and not ended. */
  started: 2,
  /** An export request with spans that have ended. */
  ended: 3,
  /** Where the payloads begin that the backend has taken: offsets in this file. */
  taken: 4,
  /**
   * Before it stand all spans that were open when the file was begun, and all
   * that had to be written down when the one before it was full.
   */
  begun: 5,
} as const;

export type RecordType = (typeof RECORD)[keyof typeof RECORD];

export interface Frame {
  readonly type: number;
  readonly payload: Uint8Array;
  /** Where the payload begins. */
  readonly offset: number;
}

/** Unlikely in protobuf or text, so that a search for it rarely misleads. */
const MARKER = Buffer.from([0xe5, 0x0a, 0x9d, 0x1e]);
const LENGTH_AT = 4;
const CHECKSUM_AT = 8;
const TYPE_AT = 12;
/** Bytes of a record before its payload. */
export const HEAD_BYTES = 13;

/** The bytes of one record. */
export function encodeFrame(type: RecordType, payload: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(HEAD_BYTES + payload.length);
  putFrame(frame, type, payload);
  return frame;
}

/** Writes one record to the beginning of `target`, which has room for it. */
function putFrame(target: Buffer, type: RecordType, payload: Uint8Array): void {
  MARKER.copy(target);
  target.writeUInt32LE(payload.length, LENGTH_AT);
  target[TYPE_AT] = type;
  target.set(payload, HEAD_BYTES);
  const checked = target.subarray(TYPE_AT, HEAD_BYTES + payload.length);
  target.writeUInt32LE(crc32(checked), CHECKSUM_AT);
}

/** More than a group takes is not kept for the next one. */
const MAX_SCRATCH_BYTES = 262_144;

/**
 * Puts records behind each other in memory that is used again and again: a
 * copy of every span, made anew each time, would be a heap of garbage.
 */
export class FrameScratch {
  #memory: Buffer = Buffer.alloc(0);

  /** @returns what is only valid until the next call */
  encode(records: readonly (readonly [RecordType, Uint8Array])[]): Buffer {
    const frames = this.#room(
      records.reduce((sum, [, { length }]) => sum + HEAD_BYTES + length, 0),
    );
    let offset = 0;
    for (const [type, payload] of records) {
      putFrame(frames.subarray(offset), type, payload);
      offset += HEAD_BYTES + payload.length;
    }
    return frames;
  }

  #room(bytes: number): Buffer {
    if (bytes > MAX_SCRATCH_BYTES) return Buffer.allocUnsafe(bytes);
    if (bytes > this.#memory.length) {
      this.#memory = Buffer.allocUnsafeSlow(bytes * 2);
    }
    return this.#memory.subarray(0, bytes);
  }
}

/** Every whole record in `bytes`, in order; damaged parts are skipped. */
export function* decodeFrames(bytes: Buffer): Generator<Frame> {
  let offset = bytes.indexOf(MARKER);
  while (offset !== -1) {
    const frame = frameAt(bytes, offset);
    if (frame) yield frame;
    const next = offset + (frame ? HEAD_BYTES + frame.payload.length : 1);
    offset = bytes.indexOf(MARKER, next);
  }
}

function frameAt(bytes: Buffer, offset: number): Frame | undefined {
  if (offset + HEAD_BYTES > bytes.length) return undefined;
  const length = bytes.readUInt32LE(offset + LENGTH_AT);
  const end = offset + HEAD_BYTES + length;
  if (end > bytes.length) return undefined;
  const checked = bytes.subarray(offset + TYPE_AT, end);
  const checksum = bytes.readUInt32LE(offset + CHECKSUM_AT);
  if (crc32(checked) !== checksum) return undefined;
  const payload = checked.subarray(1);
  return { type: checked[0] ?? 0, payload, offset: offset + HEAD_BYTES };
}
