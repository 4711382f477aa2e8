import { SpanStatusCode } from '@opentelemetry/api';
import { expect } from 'chai';
import { EventEmitter, errorMonitor, once } from 'node:events';
import { addAbortSignal, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { task } from '../../../lib';
import { useRecorder } from '../../support/recorder';
import { expectSame, type Make } from '../bare-and-annotated';

const ERROR = new Error('mid-stream');
const letters = (): Readable => Readable.from(['a', 'b', 'c']);

function failing(): Readable {
  let n = 0;
  return new Readable({
    read() {
      if (n++ < 2) this.push('x');
      else this.destroy(ERROR);
    },
  });
}

/** What was read, until the end or an error. */
async function text(stream: Readable): Promise<string> {
  let all = '';
  for await (const chunk of stream) all += String(chunk);
  return all;
}

describe('the span of a Readable', () => {
  const recorder = useRecorder();
  const calling = <T>(work: () => T): T => task.run('call', work);
  const turns = async () => {
    for (let n = 0; n < 5; n++) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

  it('ends at its end, and the stream is itself', async () => {
    const stream = letters();
    expect(calling(() => stream)).to.equal(stream);
    expect(recorder.size).to.equal(0);
    expect(await text(stream)).to.equal('abc');
    const span = recorder.take('call');
    expect(span.status.code).to.equal(SpanStatusCode.UNSET);
    expect(span.attributes).not.to.have.property('everspan.item.count');
  });

  it('goes on after the promise of it', async () => {
    const stream = await calling(() => Promise.resolve(letters()));
    expect(recorder.size).to.equal(0);
    await text(stream);
    recorder.take('call');
  });

  it('fails with its error', async () => {
    const caught = await text(calling(failing)).catch((e: unknown) => e);
    expect(caught).to.equal(ERROR);
    const { status, events } = recorder.take('call');
    expect(status.code).to.equal(SpanStatusCode.ERROR);
    expect(events).to.have.length(1);
  });

  it('ends when the consumer breaks', async () => {
    const stream = calling(letters);
    for await (const chunk of stream) if (chunk === 'a') break;
    await turns();
    expect(recorder.take('call').status.code).to.equal(SpanStatusCode.UNSET);
  });

  it('fails when its signal aborts it', async () => {
    const controller = new AbortController();
    const stream = calling(() => addAbortSignal(controller.signal, letters()));
    controller.abort();
    const caught = await text(stream).catch((error: unknown) => error);
    expect(caught).to.have.property('code', 'ABORT_ERR');
    expect(recorder.take('call').status.code).to.equal(SpanStatusCode.ERROR);
  });

  it('ends when the stream is destroyed', async () => {
    const stream = calling(letters).destroy();
    await once(stream, 'close');
    recorder.take('call');
  });

  it('ends at return where the stream is over', async () => {
    const stream = letters();
    await text(stream);
    calling(() => stream);
    recorder.take('call');
  });

  it('does not begin before somebody reads', async () => {
    const reads: string[] = [];
    const stream = calling(
      () => new Readable({ read: () => void reads.push('read') }),
    );
    await turns();
    expect(reads).to.deep.equal([]);
    expect(stream.readableFlowing).to.equal(null);
    stream.destroy();
    await once(stream, 'close');
    recorder.take('call');
  });

  it('hears of the error without handling it', () => {
    const stream = new EventEmitter();
    const readable = Object.assign(stream, {
      _readableState: {},
      pipe: () => undefined,
      read: () => undefined,
    });
    calling(() => readable);
    expect(readable.listenerCount('error')).to.equal(0);
    expect(readable.listenerCount(errorMonitor)).to.equal(1);
    expect(() => readable.emit('error', ERROR)).to.throw(ERROR);
    expect(recorder.take('call').status.code).to.equal(SpanStatusCode.ERROR);
  });

  it('leaves the host as many listeners as it had before Node warns', async () => {
    let warnings = 0;
    const note = ({ name }: Error) => {
      if (name === 'MaxListenersExceededWarning') warnings++;
    };
    process.on('warning', note);
    const stream = calling(letters);
    const listen = () => stream.on('close', () => undefined);
    for (let n = 0; n < EventEmitter.defaultMaxListeners; n++) listen();
    await turns();
    expect(warnings).to.equal(0);
    listen();
    await turns();
    process.off('warning', note);
    expect(warnings).to.equal(1);
    await text(stream);
    recorder.take('call');
  });

  it('is told once, however many calls hand the stream on', async () => {
    const stream = task.run('outer', () => calling(letters));
    for (const name of ['end', 'close', errorMonitor]) {
      expect(stream.listenerCount(name)).to.equal(
        letters().listenerCount(name) + 1,
      );
    }
    await text(stream);
    recorder.take('call');
    recorder.take('outer');
  });
});

describe('the consumer of a Readable', () => {
  const recorder = useRecorder();
  const streams: readonly (readonly [string, Make])[] = [
    ['text', letters],
    ['objects', () => Readable.from([{ a: 1 }, { b: 2 }])],
    ['nothing', () => Readable.from([])],
    ['an error', failing],
    ['a promise of text', () => Promise.resolve(letters())],
  ];
  type Given = Readable | Promise<Readable>;
  const ways: Record<
    string,
    (given: Given, note: (x: unknown) => void) => unknown
  > = {
    'for-await': async (given, note) => {
      for await (const chunk of await given) note(chunk);
    },
    'for-await with break': async (given, note) => {
      for await (const chunk of await given) {
        note(chunk);
        break;
      }
    },
    events: async (given, note) => {
      const stream = await given;
      stream.on('data', note);
      stream.on('end', () => {
        note('end');
      });
      stream.on('error', note);
      await new Promise((resolve) => stream.on('close', resolve));
    },
    'readable and read': async (given, note) => {
      const stream = await given;
      stream.on('error', note);
      stream.on('readable', () => {
        let chunk: unknown;
        while ((chunk = stream.read()) !== null) note(chunk);
      });
      await new Promise((resolve) => stream.on('close', resolve));
    },
    pipeline: async (given, note) => {
      await pipeline(
        await given,
        async function (source: AsyncIterable<unknown>) {
          for await (const chunk of source) note(chunk);
        },
      );
    },
    'helpers of streams': async (given) => (await given).take(1).toArray(),
    'a look at it': async (given, note) => {
      const stream = await given;
      note([stream.readableFlowing, stream.destroyed]);
      note([stream.listenerCount('error'), stream.listenerCount('data')]);
      stream.on('error', () => undefined).destroy();
    },
  };
  for (const [what, make] of streams) {
    for (const [how, consume] of Object.entries(ways)) {
      it(`sees no difference: ${how}, of ${what}`, async () => {
        await expectSame(make, consume);
        recorder.reset();
      });
    }
  }
});
