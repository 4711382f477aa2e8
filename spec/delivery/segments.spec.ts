import { SpanKind } from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace';
import { expect } from 'chai';
import { Segments } from '../../lib/delivery/segments';
import { Counters, type Stats } from '../../lib/delivery/stats';
import { endedSpan, parentContext, type SpanFields } from './ended-spans';

const TASK = { 'everspan.kind': 'task' };
const CLIENT = { kind: SpanKind.CLIENT };
const MINUTE_MS = 60_000;

/** Segments with a clock that is set by hand. */
class Trial {
  readonly #counters = new Counters();
  nowMs = 1_000_000;
  readonly segments = new Segments(this.#counters, () => this.nowMs);

  get dropped(): number {
    return this.#stats.dropped.unsampled;
  }

  get kept(): number {
    return this.#stats.kept;
  }

  get held(): number {
    return this.#stats.held;
  }

  get #stats(): Stats {
    return this.#counters.read('everspan', 0);
  }

  start(...traceIds: readonly string[]): void {
    for (const traceId of traceIds) this.segments.started(traceId);
  }

  /** Ends one span of the trace; returns the names that are to be sent. */
  end(traceId: string, fields: SpanFields & { isRoot?: boolean } = {}) {
    const parent = parentContext({ traceId, isRemote: fields.isRoot === true });
    const span = endedSpan({ name: traceId, ...fields, parent });
    return this.segments.ended(span).map(nameOf);
  }
}

function nameOf({ name }: ReadableSpan): string {
  return name;
}

const A = 'a'.repeat(32);
const B = 'b'.repeat(32);
const C = 'c'.repeat(32);

describe('Segments', () => {
  it('drops a trace whole when nothing of it failed', () => {
    const trial = new Trial();
    trial.start(A, A);
    expect(trial.end(A, { attributes: TASK })).to.deep.equal([]);
    expect(trial.end(A, { isRoot: true })).to.deep.equal([]);
    expect(trial.dropped).to.equal(2);
  });

  it('keeps a trace whole when its local root failed', () => {
    const trial = new Trial();
    trial.start(A, A, A);
    trial.end(A, { name: 'first' });
    trial.end(A, { name: 'second' });
    expect(trial).to.include({ dropped: 0, kept: 0, held: 2 });
    const kept = trial.end(A, { name: 'root', isRoot: true, failed: true });
    expect(kept).to.deep.equal(['first', 'second', 'root']);
    expect(trial).to.include({ dropped: 0, kept: 3, held: 0 });
  });

  it('takes a span without a parent for a local root', () => {
    const trial = new Trial();
    const span = endedSpan({ name: 'root', failed: true });
    trial.start(span.spanContext().traceId);
    expect(trial.segments.ended(span).map(nameOf)).to.deep.equal(['root']);
  });

  it('keeps a trace whole when an annotated span failed', () => {
    const trial = new Trial();
    trial.start(A, A, A);
    expect(trial.end(A, { name: 'before' })).to.deep.equal([]);
    const fields = { name: 'task', failed: true, attributes: TASK };
    expect(trial.end(A, fields)).to.deep.equal(['before', 'task']);
    expect(trial.end(A, { name: 'after', isRoot: true })).to.deep.equal([
      'after',
    ]);
  });

  it("takes another library's failed client span for routine", () => {
    const trial = new Trial();
    trial.start(A, A);
    trial.end(A, { ...CLIENT, failed: true });
    expect(trial.end(A, { isRoot: true })).to.deep.equal([]);
    expect(trial.dropped).to.equal(2);
  });

  it('keeps that client span with a trace that failed', () => {
    const trial = new Trial();
    trial.start(A, A);
    trial.end(A, { ...CLIENT, name: 'GET', failed: true });
    const kept = trial.end(A, { name: 'root', isRoot: true, failed: true });
    expect(kept).to.deep.equal(['GET', 'root']);
  });

  it('decides for each trace by itself', () => {
    const trial = new Trial();
    trial.start(A, B);
    expect(trial.end(A, { isRoot: true, failed: true })).to.deep.equal([A]);
    expect(trial.end(B, { isRoot: true })).to.deep.equal([]);
    expect(trial.dropped).to.equal(1);
  });

  it('begins anew when a trace comes back', () => {
    const trial = new Trial();
    trial.start(A);
    trial.end(A, { isRoot: true, failed: true });
    trial.start(A);
    expect(trial.end(A, { isRoot: true })).to.deep.equal([]);
    expect(trial.dropped).to.equal(1);
  });

  it('decides on a span whose start it has not seen', () => {
    const trial = new Trial();
    expect(trial.end(A, { isRoot: true })).to.deep.equal([]);
    expect(trial.end(B, { isRoot: true, failed: true })).to.deep.equal([B]);
    expect(trial.dropped).to.equal(1);
  });
});

describe('Segments, of long-lived traces', () => {
  it('lets go after a minute what has not failed by then', () => {
    const trial = new Trial();
    trial.start(A, A, B);
    trial.end(A, { name: 'old' });
    trial.nowMs += MINUTE_MS + 1_001;
    trial.end(B, { isRoot: true });
    expect(trial.dropped).to.equal(2);
    const kept = trial.end(A, { name: 'root', isRoot: true, failed: true });
    expect(kept).to.deep.equal(['root']);
  });

  it('holds on for less than a minute', () => {
    const trial = new Trial();
    trial.start(A, A, B);
    trial.end(A, { name: 'old' });
    trial.nowMs += MINUTE_MS - 1;
    trial.end(B, { isRoot: true });
    const kept = trial.end(A, { name: 'root', isRoot: true, failed: true });
    expect(kept).to.deep.equal(['old', 'root']);
  });

  it('holds 16 384 spans at most; the oldest traces go first', () => {
    const trial = new Trial();
    trial.start(A, B);
    for (let n = 0; n < 384; n += 1) trial.start(A);
    for (let n = 0; n < 384; n += 1) trial.end(A);
    for (let n = 0; n < 16_001; n += 1) trial.start(B);
    for (let n = 0; n < 16_000; n += 1) trial.end(B);
    expect(trial.dropped).to.equal(0);
    trial.end(B);
    expect(trial.dropped).to.equal(384);
    expect(trial.end(B, { failed: true, isRoot: true })).to.have.lengthOf(
      16_002,
    );
  });

  it('holds 16 MB of text at most, the oldest trace goes first', () => {
    const trial = new Trial();
    const attributes = { prompt: 'x'.repeat(1_000_000) };
    trial.start(A, A, A, B, B);
    for (let n = 0; n < 2; n += 1) trial.end(A, { attributes });
    for (let n = 0; n < 14; n += 1) {
      trial.start(B);
      trial.end(B, { attributes });
    }
    expect(trial).to.include({ dropped: 0, held: 16 });
    trial.end(B, { attributes });
    expect(trial).to.include({ dropped: 2, held: 15 });
    trial.end(A, { isRoot: true, failed: true });
    expect(trial).to.include({ kept: 1, held: 15 });
  });

  it('takes for the oldest what has been held longest', () => {
    const trial = new Trial();
    trial.start(A, A, B, B);
    trial.end(B);
    trial.nowMs += MINUTE_MS - 1;
    trial.end(A);
    trial.nowMs += 1_002;
    trial.start(C);
    trial.end(C, { isRoot: true });
    expect(trial).to.include({ dropped: 2, held: 1 });
    expect(trial.end(A, { isRoot: true, failed: true })).to.have.lengthOf(2);
  });

  it('holds nothing once it is cleared', () => {
    const trial = new Trial();
    trial.start(A, A, B, B);
    trial.end(A);
    trial.end(B);
    trial.segments.clear();
    expect(trial).to.include({ dropped: 2, held: 0, kept: 0 });
  });

  it('remembers 100 000 traces at most, for spans may never end', () => {
    const trial = new Trial();
    trial.start(A, A);
    trial.end(A);
    for (let n = 0; n < 100_000; n += 1) {
      trial.start(n.toString(16).padStart(32, '0'));
    }
    expect(trial.dropped).to.equal(1);
    expect(trial.end(A, { isRoot: true, failed: true })).to.deep.equal([A]);
  });
});
