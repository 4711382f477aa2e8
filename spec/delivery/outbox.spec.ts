import { expect } from 'chai';
import { warningCount } from '../../lib/internal/diag';
import { namesInBatch, newDesk, statsOf, takeAll } from './desk';
import {
  endedSpan,
  endedSpans,
  namesIn,
  requestOf,
  spansIn,
  unserialisableSpan,
} from './ended-spans';

/** Makes an entry of its own for each group of spans. */
function filledWith(...groups: { names: string[]; failed?: boolean }[]) {
  const desk = newDesk();
  for (const { names, failed = false } of groups) {
    for (const name of names) desk.outbox.add(endedSpan({ name, failed }));
    desk.outbox.giveBack(desk.outbox.take(1));
  }
  return desk.outbox;
}

describe('Outbox', () => {
  it('serialises spans in groups of 64, and the rest when it is taken', () => {
    const { outbox } = newDesk();
    for (const span of endedSpans(150)) outbox.add(span);
    const sizes = takeAll(outbox).flatMap((batch) =>
      batch.map(({ spans, bytes }) => {
        expect(namesIn(bytes)).to.have.lengthOf(spans);
        return spans;
      }),
    );
    expect(sizes).to.deep.equal([64, 64, 22]);
  });

  it('holds, end to end, what the stock serialiser says of the same spans', () => {
    const { outbox } = newDesk();
    const spans = endedSpans(100, { scope: 'http', attributes: { n: 1.5 } });
    for (const span of spans) outbox.add(span);
    const entries = takeAll(outbox).flat();
    const together = Buffer.concat(entries.map(({ bytes }) => bytes));
    expect(spansIn(together)).to.deep.equal(spansIn(requestOf(spans)));
    const first = requestOf(spans.slice(0, 64));
    expect(Buffer.from(entries[0]!.bytes).equals(first)).to.equal(true);
  });

  it('takes the bytes as they are, never serialising again', () => {
    const { outbox } = newDesk();
    for (const span of endedSpans(64)) outbox.add(span);
    const [first] = outbox.take(1);
    outbox.giveBack([first!]);
    expect(outbox.take(1)[0]).to.equal(first);
  });

  it('gives entries with a failed span first, each kind oldest first', () => {
    const outbox = filledWith(
      { names: ['a'] },
      { names: ['B'], failed: true },
      { names: ['c'] },
      { names: ['D'], failed: true },
    );
    const [batch] = takeAll(outbox);
    expect(namesInBatch(batch!)).to.deep.equal(['B', 'D', 'a', 'c']);
  });

  it('takes about as many bytes as asked for, and at least one entry', () => {
    const outbox = filledWith(
      { names: ['a'] },
      { names: ['b'] },
      { names: ['c'] },
    );
    const [{ length }] = [requestOf([endedSpan({ name: 'a' })])];
    expect(outbox.take(2 * length + 1)).to.have.lengthOf(2);
    expect(outbox.take(1)).to.have.lengthOf(1);
    expect(outbox.take(1)).to.have.lengthOf(0);
  });

  it('counts what waits, on its way or not, until it is forgotten', () => {
    const { outbox } = newDesk();
    for (const span of endedSpans(70)) outbox.add(span);
    expect(outbox.waiting).to.equal(70);
    const batch = outbox.take(Infinity);
    const bytes = batch.reduce((sum, entry) => sum + entry.bytes.length, 0);
    expect(outbox).to.include({ waiting: 70, bytes });
    expect(outbox.forget(batch)).to.equal(70);
    expect(outbox).to.include({ waiting: 0, bytes: 0 });
  });

  it('loses one span only where one cannot be serialised', () => {
    const desk = newDesk();
    const told = warningCount('WARN_EVERSPAN_DROPPED');
    for (const span of endedSpans(10)) desk.outbox.add(span);
    desk.outbox.add(unserialisableSpan());
    desk.outbox.add(endedSpan({ name: 'late', failed: true }));
    const names = takeAll(desk.outbox).flatMap(namesInBatch);
    expect(names).to.have.lengthOf(11).and.not.include('poison');
    expect(names[0]).to.equal('late');
    expect(statsOf(desk).dropped).to.include({ unserialisable: 1 });
    expect(statsOf(desk).waiting).to.equal(11);
    expect(warningCount('WARN_EVERSPAN_DROPPED')).to.equal(told + 1);
  });
});
