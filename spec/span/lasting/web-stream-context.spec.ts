import { trace } from '@opentelemetry/api';
import { expect } from 'chai';
import { AsyncLocalStorage } from 'node:async_hooks';
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

/** What a host of its own knows of where it is, which differs by line of Node. */
const places = new AsyncLocalStorage<'owner' | 'call'>();

describe('a pipe', () => {
  const recorder = useRecorder();

  /** Lays a pipe; each end is to be in the span of where its host says it is. */
  async function lay(
    source: (seen: () => void) => ReadableStream,
    sink: (seen: () => void) => WritableStream,
  ): Promise<number> {
    const seen: (readonly [span: unknown, place: string | undefined])[] = [];
    const see = (): void => {
      seen.push([trace.getActiveSpan(), places.getStore()]);
    };
    await task.run('owner', (owner) =>
      places.run('owner', async () => {
        let call: unknown;
        const stream = task.run('call', (span) => {
          call = span;
          return places.run('call', () => source(see));
        });
        await stream.pipeTo(sink(see));
        for (const [span, place] of seen) {
          expect(span).to.equal(place === 'owner' ? owner : call);
        }
      }),
    );
    recorder.takeAll();
    return seen.length;
  }

  it('pulls its source where it would without us', async () => {
    const source = (seen: () => void): ReadableStream =>
      new ReadableStream(
        {
          pull(controller) {
            seen();
            controller.close();
          },
        },
        { highWaterMark: 0 },
      );
    expect(await lay(source, () => new WritableStream())).to.equal(1);
  });

  it('writes into its sink where it would without us', async () => {
    const sink = (write: () => void): WritableStream =>
      new WritableStream({ write });
    expect(await lay(() => letters(), sink)).to.be.above(0);
  });
});
