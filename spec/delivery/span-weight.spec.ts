import { expect } from 'chai';
import { weightOf } from '../../lib/delivery/span-weight';
import { endedSpan, openSpan } from './ended-spans';

const FLAT = weightOf(endedSpan());

describe('weightOf', () => {
  it('grows with the texts among the attributes', () => {
    const attributes = { a: 'x'.repeat(500), b: ['y'.repeat(200), 'z'], c: 7 };
    expect(weightOf(endedSpan({ attributes })) - FLAT).to.equal(701);
  });

  it('grows with the events', () => {
    const span = openSpan();
    span.addEvent('retried', { why: 'x'.repeat(300) });
    span.addEvent('retried');
    span.end();
    expect(weightOf(span) - FLAT).to.equal(300);
  });

  it('does not read the stack of an exception', () => {
    const span = openSpan();
    span.addEvent('exception', {});
    const [event] = span.events;
    Object.defineProperty(event?.attributes, 'exception.stacktrace', {
      enumerable: true,
      get: () => expect.fail('the stack was read'),
    });
    span.end();
    expect(weightOf(span)).to.be.above(FLAT);
  });
});
