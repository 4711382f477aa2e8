import { expect } from 'chai';
import {
  encodeOffsets,
  interruptedSpans,
  readContent,
  untakenRecords,
  type FileContent,
} from '../../lib/journal/content';
import { encodeFrame, RECORD } from '../../lib/journal/frame';
import { encodeHeader } from '../../lib/journal/header';
import type { Interruption } from '../../lib/journal/rewrite-request';
import { namesIn, spansIn } from '../delivery/ended-spans';
import { BINDING, DEAD, ended, spanOf } from './journal-folder';

const HEADER = encodeFrame(RECORD.header, encodeHeader(DEAD, BINDING));
const BEGUN = encodeFrame(RECORD.begun, Buffer.alloc(0));

const KILLED: Interruption = {
  endTimeUnixNano: 4_095_000_000_000_000_000n,
  attributes: { 'everspan.interrupted': 'killed' },
  statusMessage: 'the process was killed',
};

function start(request: Uint8Array): Buffer {
  return encodeFrame(RECORD.started, request);
}

function end(request: Uint8Array): Buffer {
  return encodeFrame(RECORD.ended, request);
}

function contentOf(...frames: readonly Buffer[]): FileContent {
  return readContent(Buffer.concat(frames));
}

function untakenIn(content: FileContent): readonly string[] {
  return untakenRecords(content).flatMap(({ payload }) => namesIn(payload));
}

function interruptedIn(...files: readonly FileContent[]): readonly string[] {
  return interruptedSpans(files, KILLED).flatMap(namesIn);
}

describe('untakenRecords', () => {
  const file = Buffer.concat(['a', 'b', 'c'].map((name) => end(ended(name))));
  const [a, b, c] = readContent(file).ended.map(({ offset }) => offset);

  it('are all that ended, less what was taken', () => {
    expect(untakenIn(contentOf(file))).to.deep.equal(['a', 'b', 'c']);
    const taken = encodeFrame(RECORD.taken, encodeOffsets([a!, c!]));
    expect(untakenIn(contentOf(file, taken))).to.deep.equal(['b']);
    const rest = encodeFrame(RECORD.taken, encodeOffsets([b!]));
    expect(untakenIn(contentOf(file, taken, rest))).to.deep.equal([]);
  });

  it('stay the same ones when a record before them is corrupt', () => {
    const taken = encodeFrame(RECORD.taken, encodeOffsets([b!]));
    const whole = Buffer.concat([file, taken]);
    for (let at = 0; at < b! - 13; at += 1) {
      const corrupt = Buffer.from(whole);
      corrupt[at] = (corrupt[at] ?? 0) ^ 0xff;
      expect(untakenIn(readContent(corrupt)), `flipped ${at}`).to.deep.equal([
        'c',
      ]);
    }
  });

  it('are sent again when the note of their taking is torn', () => {
    const taken = encodeFrame(RECORD.taken, encodeOffsets([a!, b!, c!]));
    for (let length = 0; length < taken.length; length += 1) {
      const torn = contentOf(file, taken.subarray(0, length));
      expect(untakenIn(torn)).to.have.lengthOf(3);
    }
  });
});

describe('interruptedSpans', () => {
  it('are those that started and did not end', () => {
    const [open, done] = [spanOf('open'), spanOf('done')];
    const file = [start(open.started), start(done.started), end(done.ended())];
    const interrupted = interruptedSpans(
      [contentOf(HEADER, BEGUN, ...file)],
      KILLED,
    );
    const [span] = interrupted.flatMap(spansIn);
    expect(interrupted).to.have.lengthOf(1);
    expect(span).to.include({
      name: 'open',
      endTimeUnixNano: '4095000000000000000',
    });
  });

  it('end no earlier than what ended in them, where a disk’s clock is coarse', () => {
    const [open, done] = [spanOf('open'), spanOf('done')];
    const request = done.ended();
    const endTimeUnixNano = spansIn(request)[0]?.endTimeUnixNano ?? '';
    const file = contentOf(BEGUN, start(open.started), end(request));
    const written = BigInt(endTimeUnixNano) - 1n;
    const killed = { ...KILLED, endTimeUnixNano: written };
    const [span] = interruptedSpans([file], killed).flatMap(spansIn);
    expect(span?.endTimeUnixNano).to.equal(endTimeUnixNano);
  });

  it('are told once, however often they were copied forward', () => {
    const { started } = spanOf('open');
    const file = contentOf(HEADER, start(started), BEGUN, start(started));
    expect(interruptedIn(file)).to.deep.equal(['open']);
    expect(interruptedIn(file, file)).to.deep.equal(['open']);
  });

  it('have not ended in a file after the newest that was begun', () => {
    const [open, done] = [spanOf('open'), spanOf('done')];
    const begun = contentOf(HEADER, BEGUN, start(done.started));
    const torn = contentOf(HEADER, start(open.started), end(done.ended()));
    expect(interruptedIn(begun, torn)).to.deep.equal(['open']);
  });

  it('are as failed as they were written last', () => {
    const span = spanOf('failed');
    const file = contentOf(start(span.started), start(span.ended()));
    const [told] = interruptedSpans([file], KILLED).flatMap(spansIn);
    expect(told?.endTimeUnixNano).to.not.equal('4095000000000000000');
    expect(JSON.stringify(told)).to.not.include('killed');
  });

  it('are none in a file of nothing but nonsense', () => {
    const file = contentOf(start(Buffer.alloc(50, 0xff)), end(Buffer.of(1)));
    expect(interruptedIn(file)).to.deep.equal([]);
  });
});

describe('readContent', () => {
  it('gives all whole records of a file cut at any byte', () => {
    const spans = ['a', 'b'].map(spanOf);
    const frames = [
      HEADER,
      ...spans.map(({ started }) => start(started)),
      BEGUN,
      ...spans.map((span) => end(span.ended())),
    ];
    const file = Buffer.concat(frames);
    for (let length = 0; length <= file.length; length += 1) {
      const content = readContent(file.subarray(0, length));
      const told = new Set([...untakenIn(content), ...interruptedIn(content)]);
      expect(told.size).to.equal(content.started.length);
      expect(content.header !== undefined).to.equal(length >= HEADER.length);
    }
  });
});
