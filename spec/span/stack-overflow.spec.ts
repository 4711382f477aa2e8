import { SpanStatusCode } from '@opentelemetry/api';
import { expect } from 'chai';
import { task } from '../../lib';
import { hasPostponed } from '../../lib/span/postponed-ends';
import { useRecorder } from '../support/recorder';

const OVERFLOW = 'Maximum call stack size exceeded';
const soon = () => new Promise((resolve) => setImmediate(resolve));

class Recursion {
  deepest = 0;

  readonly endless = task.wrap('endless', (depth: number): number => {
    this.deepest = depth;
    return this.endless(depth + 1) + 1;
  });

  readonly caughtDeepDown = task.wrap('caught', (depth: number): number => {
    this.deepest = depth;
    try {
      return this.caughtDeepDown(depth + 1) + 1;
    } catch {
      return 0;
    }
  });

  /** Overflows in the host's own frames, with one annotated at the end. */
  bare(depth: number): number {
    this.deepest = depth;
    return task.run('leaf', () => 1) + this.bare(depth + 1);
  }

  /** The same, annotated from a depth on. */
  host(depth: number, from: number): number {
    this.deepest = depth;
    if (depth >= from) task.run('leaf', () => 1);
    return this.host(depth + 1, from) + 1;
  }
}

describe('a stack overflow', () => {
  const recorder = useRecorder();

  it('reaches the host as its own error, and fails every span', () => {
    const recursion = new Recursion();
    const thrown = caught(() => recursion.endless(0));
    expect(thrown).to.be.an.instanceOf(RangeError);
    expect(thrown).to.have.property('message', OVERFLOW);
    const spans = recorder.takeAll();
    expect(spans.length).to.be.within(...about(recursion.deepest));
    for (const { status, events } of spans) {
      expect(status.code).to.equal(SpanStatusCode.ERROR);
      expect(events).to.have.length(1);
    }
  });

  it('ends inner spans before outer ones', () => {
    caught(() => new Recursion().endless(0));
    const spans = recorder.takeAll();
    const ended = new Set<string>();
    for (const span of spans) {
      ended.add(span.spanContext().spanId);
      expect(ended.has(span.parentSpanContext?.spanId ?? '')).to.equal(false);
      expect(span.attributes).not.to.have.property('everspan.outlived_parent');
    }
  });

  it('may be caught at the bottom, and every span ends', async () => {
    const recursion = new Recursion();
    const depth = recursion.caughtDeepDown(0);
    expect(depth).to.be.within(...about(recursion.deepest));
    while (hasPostponed()) await soon();
    const { length } = recorder.takeAll();
    expect(length).to.be.within(...about(recursion.deepest));
  });

  it('may happen in frames of the host, and every span ends', async () => {
    const recursion = new Recursion();
    const thrown = caught(() => recursion.bare(0));
    expect(thrown).to.have.property('message', OVERFLOW);
    while (hasPostponed()) await soon();
    expect(recorder.takeAll().length).to.be.within(...about(recursion.deepest));
  });

  it('may happen anywhere in a call, and nothing waits for the next', async () => {
    const recursion = new Recursion();
    caught(() => recursion.host(0, Infinity));
    const from = recursion.deepest - 60;
    for (let slots = 0; slots < 24; slots += 1) {
      const deeper = (): unknown => caught(() => recursion.host(0, from));
      Reflect.apply(deeper, undefined, new Array<undefined>(slots));
      await soon();
      expect(hasPostponed(), `${slots}`).to.equal(false);
      expect(recorder.takeAll().length, `${slots}`).to.be.at.most(62);
    }
  });

  it('leaves nothing that troubles the next call', () => {
    caught(() => new Recursion().endless(0));
    recorder.takeAll();
    task.run('next', () => undefined);
    expect(recorder.take('next').parentSpanContext).to.equal(undefined);
  });
});

/** The last calls run bare: what has no room to start has no span. */
function about(deepest: number): [number, number] {
  return [deepest - 40, deepest + 1];
}

function caught(fn: () => unknown): unknown {
  try {
    fn();
  } catch (thrown) {
    return thrown;
  }
  throw new Error('nothing was thrown');
}
