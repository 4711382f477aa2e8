import { expect } from 'chai';
import { decodeFrames, encodeFrame, RECORD } from '../../lib/journal/frame';

/** Records of many sizes, the text of one of which looks like a record. */
const PAYLOADS = [
  Buffer.from('first'),
  Buffer.alloc(0),
  encodeFrame(RECORD.ended, Buffer.from('inner')).subarray(0, 15),
  Buffer.alloc(300, 0xe5),
  Buffer.from('last'),
];
const FRAMES = PAYLOADS.map((payload) => encodeFrame(RECORD.ended, payload));
const FILE = Buffer.concat(FRAMES);
/** Where each record ends. */
const ENDS = FRAMES.map((_, nth) =>
  FRAMES.slice(0, nth + 1).reduce((sum, { length }) => sum + length, 0),
);

function textsIn(bytes: Buffer): string[] {
  return [...decodeFrames(bytes)].map(({ payload }) => hex(payload));
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

describe('encodeFrame', () => {
  it('frames any payload so that it is read as it was', () => {
    for (const type of Object.values(RECORD)) {
      const [frame] = decodeFrames(encodeFrame(type, Buffer.from('spans')));
      expect(frame?.type).to.equal(type);
      expect(Buffer.from(frame?.payload ?? []).toString()).to.equal('spans');
    }
  });
});

describe('decodeFrames', () => {
  it('reads records in their order', () => {
    expect(textsIn(FILE)).to.deep.equal(PAYLOADS.map(hex));
  });

  it('tells where each payload stands', () => {
    for (const { offset, payload } of decodeFrames(FILE)) {
      const there = FILE.subarray(offset, offset + payload.length);
      expect(there.equals(payload)).to.equal(true);
    }
  });

  it('reads all whole records of a file cut at any byte', () => {
    for (let length = 0; length <= FILE.length; length += 1) {
      const whole = ENDS.filter((end) => end <= length).length;
      const expected = PAYLOADS.slice(0, whole).map(hex);
      const texts = textsIn(FILE.subarray(0, length));
      expect(texts, `cut at ${length}`).to.deep.equal(expected);
    }
  });

  it('reads all whole records that follow a cut at any byte', () => {
    for (let from = 0; from <= FILE.length; from += 1) {
      const gone = ENDS.filter((end) => end - 1 < from).length;
      const isTorn = from > 0 && ENDS[gone - 1] !== from;
      const expected = PAYLOADS.slice(gone + (isTorn ? 1 : 0)).map(hex);
      const texts = textsIn(FILE.subarray(from));
      expect(texts, `cut before ${from}`).to.deep.equal(expected);
    }
  });

  it('loses one record only by any flipped byte, and moves no other', () => {
    for (let at = 0; at < FILE.length; at += 1) {
      const corrupt = Buffer.from(FILE);
      corrupt[at] = (corrupt[at] ?? 0) ^ 0xff;
      const hit = ENDS.findIndex((end) => at < end);
      const expected = PAYLOADS.filter((_, nth) => nth !== hit).map(hex);
      expect(textsIn(corrupt), `flipped ${at}`).to.deep.equal(expected);
      const offsets = [...decodeFrames(corrupt)].map(({ offset }) => offset);
      const kept = [...decodeFrames(FILE)].map(({ offset }) => offset);
      kept.splice(hit, 1);
      expect(offsets, `flipped ${at}`).to.deep.equal(kept);
    }
  });

  it('loses one record only by any flipped bit of a checked record', () => {
    const frame = encodeFrame(RECORD.started, Buffer.from('spans'));
    for (let bit = 0; bit < frame.length * 8; bit += 1) {
      const corrupt = Buffer.from(frame);
      const at = bit >> 3;
      corrupt[at] = (corrupt[at] ?? 0) ^ (1 << (bit & 7));
      expect(textsIn(corrupt), `bit ${bit}`).to.deep.equal([]);
    }
  });

  it('finds the record that is appended to a torn one', () => {
    const next = encodeFrame(RECORD.taken, Buffer.from('next'));
    for (const payload of ['', 'spans', 'n'.repeat(300)]) {
      const frame = encodeFrame(RECORD.ended, Buffer.from(payload));
      for (let length = 1; length < frame.length; length += 1) {
        const torn = Buffer.concat([frame.subarray(0, length), next]);
        expect(textsIn(torn).at(-1)).to.equal(hex(Buffer.from('next')));
      }
    }
  });

  it('reads nothing from nonsense', () => {
    const markers = Buffer.alloc(4_000).fill(FILE.subarray(0, 4));
    for (const bytes of [Buffer.alloc(0), Buffer.alloc(99, 1), markers]) {
      expect(textsIn(bytes)).to.deep.equal([]);
    }
  });
});
