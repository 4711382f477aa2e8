import { SpanStatusCode } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { expect } from 'chai';
import { task } from '../../../lib';
import { useRecorder } from '../../support/recorder';
import { bytes, ERROR, failing, letters, queued } from './web-streams';

const turns = async (): Promise<void> => {
  for (let n = 0; n < 5; n++) await new Promise((done) => setImmediate(done));
};

function expectEnd(span: ReadableSpan, items?: number, error?: Error): void {
  const { UNSET, ERROR: FAILED } = SpanStatusCode;
  expect(span.attributes['everspan.item.count']).to.equal(items);
  expect(span.status.code).to.equal(error ? FAILED : UNSET);
}

describe('the span of a web stream', () => {
  const recorder = useRecorder();
  const calling = <T>(work: () => T): T => task.run('call', () => work());

  it('is open until somebody has read it to its end', async () => {
    const stream = queued();
    expect(calling(() => stream)).to.equal(stream);
    const reader = stream.getReader();
    for (const letter of 'abc') {
      expect(recorder.size).to.equal(0);
      expect((await reader.read()).value).to.equal(letter);
    }
    await reader.closed;
    expectEnd(recorder.take('call'), 3);
  });

  for (const make of [letters, queued, bytes]) {
    it(`ends at its end: ${make.name}`, async () => {
      for await (const chunk of calling(make)) void chunk;
      expectEnd(recorder.take('call'), 3);
    });
  }

  it('goes on after the promise of it', async () => {
    const stream = await calling(() => Promise.resolve(letters()));
    expect(recorder.size).to.equal(0);
    for await (const chunk of stream) void chunk;
    expectEnd(recorder.take('call'), 3);
  });

  it('fails with its error', async () => {
    const reader = calling(failing).getReader();
    await reader.read();
    await reader.read();
    const caught = await reader.read().catch((error: unknown) => error);
    expect(caught).to.equal(ERROR);
    expectEnd(recorder.take('call'), 2, ERROR);
  });

  it('ends when the consumer breaks', async () => {
    for await (const chunk of calling(letters)) if (chunk === 'b') break;
    expectEnd(recorder.take('call'), 2);
  });

  it('goes on after a break that keeps the stream', async () => {
    const stream = calling(letters);
    for await (const chunk of stream.values({ preventCancel: true })) {
      expect(chunk).to.equal('a');
      break;
    }
    await turns();
    expect(recorder.size).to.equal(0);
    for await (const chunk of stream) void chunk;
    expectEnd(recorder.take('call'), 3);
  });

  it('ends when it is cancelled', async () => {
    await calling(letters).cancel();
    expectEnd(recorder.take('call'), 0);
  });

  it('ends when its reader is cancelled', async () => {
    const reader = calling(letters).getReader();
    await reader.read();
    await reader.cancel();
    await turns();
    expectEnd(recorder.take('call'), 1);
  });

  it('goes on with the next reader when a lock is given back', async () => {
    const stream = calling(letters);
    for (let n = 0; n < 4; n++) {
      expect(recorder.size).to.equal(0);
      const reader = stream.getReader();
      await reader.read();
      reader.releaseLock();
      await turns();
    }
    expectEnd(recorder.take('call'), 3);
  });

  it('ends with the first branch that does, counting once', async () => {
    const [left, right] = calling(letters).tee();
    for await (const chunk of left) void chunk;
    expectEnd(recorder.take('call'), 3);
    for await (const chunk of right) void chunk;
  });

  it('goes on while one branch is needed', async () => {
    const [left, right] = calling(letters).tee();
    const cancelled = left.cancel();
    await turns();
    expect(recorder.size).to.equal(0);
    await right.cancel();
    await cancelled;
    expectEnd(recorder.take('call'), 0);
  });

  it('ends with a pipe, whose items are not seen', async () => {
    await calling(letters).pipeTo(new WritableStream());
    expectEnd(recorder.take('call'));
  });

  it('fails with a pipe that it breaks', async () => {
    const pipe = calling(failing).pipeTo(new WritableStream());
    expect(await pipe.catch((error: unknown) => error)).to.equal(ERROR);
    await turns();
    expectEnd(recorder.take('call'), undefined, ERROR);
  });

  it('does not fail with a pipe that the other end breaks', async () => {
    const sink = new WritableStream({
      write: () => {
        throw ERROR;
      },
    });
    const pipe = calling(letters).pipeTo(sink);
    expect(await pipe.catch((error: unknown) => error)).to.equal(ERROR);
    await turns();
    expectEnd(recorder.take('call'));
  });

  it('ends with the stream it is piped through', async () => {
    const through = calling(letters).pipeThrough(new TextEncoderStream());
    expect(recorder.size).to.equal(0);
    expect(await new Response(through).text()).to.equal('abc');
    await turns();
    expectEnd(recorder.take('call'));
  });

  it('silences no rejection of a read', async () => {
    const rejected: unknown[] = [];
    const listener = (reason: unknown): void => {
      rejected.push(reason);
    };
    const others = process.listeners('unhandledRejection');
    process.removeAllListeners('unhandledRejection');
    process.on('unhandledRejection', listener);
    const reader = calling(failing).getReader();
    await reader.read();
    await reader.read();
    void reader.read();
    await turns();
    process.removeListener('unhandledRejection', listener);
    for (const each of others) process.on('unhandledRejection', each);
    expect(rejected).to.deep.equal([ERROR]);
    recorder.take('call');
  });
});
