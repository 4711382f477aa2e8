import { trace } from '@opentelemetry/api';
import { expect } from 'chai';
import { task } from '../../../lib';
import { useRecorder } from '../../support/recorder';
import { letters } from './web-streams';

describe('the source of a web stream', () => {
  const recorder = useRecorder();
  const spans: unknown[] = [];
  const source = (): ReadableStream =>
    new ReadableStream(
      {
        async pull(controller) {
          spans.push(trace.getActiveSpan());
          await Promise.resolve();
          spans.push(trace.getActiveSpan());
          if (spans.length < 8) controller.enqueue('x');
          else controller.close();
        },
        cancel() {
          spans.push(trace.getActiveSpan());
        },
      },
      { highWaterMark: 0 },
    );
  let own: unknown;
  const calling = (): ReadableStream =>
    task.run('call', (span) => {
      own = span;
      return source();
    });
  beforeEach(() => {
    spans.length = 0;
  });
  afterEach(() => {
    expect(new Set(spans)).to.deep.equal(new Set([own]));
  });

  it('pulls in its span for a reader', async () => {
    await task.run('owner', async (owner) => {
      const reader = calling().getReader();
      while (!(await reader.read()).done) {
        expect(trace.getActiveSpan()).to.equal(owner);
      }
    });
    recorder.takeAll();
  });

  it('pulls in its span for an iteration', async () => {
    await task.run('owner', async (owner) => {
      for await (const chunk of calling()) {
        expect([chunk, trace.getActiveSpan()]).to.deep.equal(['x', owner]);
      }
    });
    recorder.takeAll();
  });

  it('pulls in its span for a branch', async () => {
    await task.run('owner', async () => {
      const [left] = calling().tee();
      for await (const chunk of left) expect(chunk).to.equal('x');
    });
    recorder.takeAll();
  });

  it('is cancelled in its span', async () => {
    await task.run('owner', () => calling().cancel());
    recorder.takeAll();
  });
});

describe('a source in a pipe', () => {
  const recorder = useRecorder();

  it('pulls where the pipe was laid', async () => {
    const spans = new Set<unknown>();
    const source = (): ReadableStream =>
      new ReadableStream(
        {
          pull(controller) {
            spans.add(trace.getActiveSpan());
            controller.close();
          },
        },
        { highWaterMark: 0 },
      );
    await task.run('owner', async (owner) => {
      const stream = task.run('call', source);
      await stream.pipeTo(new WritableStream());
      expect(spans).to.deep.equal(new Set([owner]));
    });
    recorder.takeAll();
  });
});

describe('the sink of a pipe', () => {
  const recorder = useRecorder();

  it('stays where the pipe was laid', async () => {
    const spans = new Set<unknown>();
    await task.run('owner', async (owner) => {
      const write = (): void => void spans.add(trace.getActiveSpan());
      const stream = task.run('call', () => letters());
      await stream.pipeTo(new WritableStream({ write }));
      expect(spans).to.deep.equal(new Set([owner]));
    });
    recorder.takeAll();
  });
});
