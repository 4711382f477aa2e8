import { SpanStatusCode } from '@opentelemetry/api';
import { expect } from 'chai';
import type { Span } from '@opentelemetry/sdk-trace';
import type { Entry } from '../../lib/delivery/entry';
import { Intake } from '../../lib/delivery/intake';
import type { JournalWriter } from '../../lib/delivery/journal-writer';
import { Counters } from '../../lib/delivery/stats';
import type { Records } from '../../lib/journal/journal';
import {
  endedSpan,
  endedSpans,
  namesIn,
  openSpan,
  unserialisableSpan,
} from './ended-spans';
import { FakeDisk } from './entries';

/** An intake whose journal says whether there is a flood. */
function newIntake({ isFlood = false, isRefused = false } = {}) {
  const written: Records[] = [];
  const entries: Entry[] = [];
  const counters = new Counters();
  const disk = new FakeDisk();
  let grouped = 0;
  const journal = {
    mayWriteAtOnce: () => !isFlood,
    countGrouped: (records: number) => {
      grouped += records;
    },
    write: (records: Records) => {
      written.push(records);
      return records.ended && !isRefused
        ? disk.store(records.ended)
        : undefined;
    },
  };
  const intake = new Intake({
    redact: (span) => span,
    journal: journal as unknown as JournalWriter,
    counters,
    detached: (fn) => {
      fn();
    },
    onEntry: (entry) => entries.push(entry),
    onReleased: () => undefined,
  });
  return { intake, written, entries, counters, grouped: () => grouped };
}

function namesOf(written: readonly Records[]): readonly string[] {
  return written.map(({ started, ended }) =>
    [
      ...started.flatMap(namesIn).map((name) => `+${name}`),
      ...(ended ? namesIn(ended) : []),
    ].join(' '),
  );
}

function end(span: Span): Span {
  span.end();
  return span;
}

/** As it ends where nobody has read the stack of its exception. */
function failedUnread(): Span {
  const span = openSpan({ name: 'failed' });
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.addEvent('exception', { 'exception.message': 'refused' });
  Object.defineProperty(span.events[0]?.attributes, 'exception.stacktrace', {
    configurable: true,
    enumerable: true,
    get: () => 'Error: refused',
  });
  return end(span);
}

describe('Intake', () => {
  it('writes every record at once while few come', () => {
    const { intake, written, entries, grouped } = newIntake();
    const span = openSpan({ name: 'a' });
    intake.start(span, false);
    intake.end(end(span));
    expect(namesOf(written)).to.deep.equal(['+a', 'a']);
    expect(grouped()).to.equal(0);
    expect(entries).to.have.lengthOf(1);
    expect(entries[0]).to.include({ spans: 1, failed: false });
    expect(entries[0]?.stored).to.not.equal(undefined);
  });

  it('groups a flood by 64, and writes no start of what has ended', () => {
    const { intake, written, entries, grouped } = newIntake({ isFlood: true });
    const open = openSpan({ name: 'open' });
    intake.start(open, false);
    for (let n = 0; n < 62; n += 1) {
      const span = openSpan({ name: 'x' });
      intake.start(span, false);
      intake.end(end(span));
    }
    expect(written).to.deep.equal([]);
    intake.end(endedSpan({ name: 'x' }));
    expect(written).to.have.lengthOf(1);
    expect(namesOf(written)[0]).to.match(/^\+open( x){63}$/);
    expect(grouped()).to.equal(64);
    expect(entries).to.have.lengthOf(1);
    expect(intake.waiting).to.equal(0);
  });

  it('writes a group a moment later', async () => {
    const { intake, written } = newIntake({ isFlood: true });
    intake.end(endedSpan({ name: 'a' }));
    expect(written).to.deep.equal([]);
    expect(intake.waiting).to.equal(1);
    while (written.length === 0) await new Promise(setImmediate);
    expect(namesOf(written)).to.deep.equal(['a']);
    expect(intake.waiting).to.equal(0);
  });

  it('writes the group for a start that must not wait', () => {
    const { intake, written } = newIntake({ isFlood: true });
    intake.end(endedSpan({ name: 'a' }));
    intake.start(openSpan({ name: 'workflow' }), true);
    expect(namesOf(written)).to.deep.equal(['+workflow a']);
  });

  it('writes the group for a failed span, which no one else makes failed', () => {
    const { intake, written, entries } = newIntake({ isFlood: true });
    intake.end(endedSpan({ name: 'a' }));
    intake.end(endedSpan({ name: 'B', failed: true }));
    expect(namesOf(written).join(' ').split(' ').sort()).to.deep.equal([
      'B',
      'a',
    ]);
    const failed = entries.filter((entry) => entry.failed);
    expect(failed.flatMap(({ bytes }) => namesIn(bytes))).to.include('B');
  });

  it('writes at once what comes after a failure whose stack is not read yet', () => {
    const { intake, written } = newIntake();
    intake.end(failedUnread());
    intake.start(openSpan({ name: 'next' }), false);
    expect(namesOf(written)).to.deep.equal(['+failed', '+next']);
    intake.seal();
    expect(namesOf(written).at(-1)).to.equal('failed');
  });

  it('counts as journalled what the disk has taken', () => {
    const told = [false, true].map((isRefused) => {
      const { intake, counters, entries } = newIntake({ isRefused });
      for (const span of endedSpans(3)) intake.end(span);
      expect(entries).to.have.lengthOf(3);
      return counters.journalled;
    });
    expect(told).to.deep.equal([3, 0]);
  });

  it('loses one span only where one cannot be serialised', () => {
    const { intake, entries, counters } = newIntake({ isFlood: true });
    intake.start(unserialisableSpan() as Span, false);
    for (const span of endedSpans(3)) intake.end(span);
    intake.end(unserialisableSpan());
    intake.seal();
    const names = entries.flatMap(({ bytes }) => namesIn(bytes));
    expect(names).to.deep.equal(['span 0', 'span 1', 'span 2']);
    const { dropped } = counters.read('everspan', 0);
    expect(dropped).to.include({ unserialisable: 1 });
  });

  it('writes nothing where nothing is new', () => {
    const { intake, written } = newIntake();
    intake.seal();
    intake.end(endedSpan());
    intake.seal();
    expect(written).to.have.lengthOf(1);
  });
});
