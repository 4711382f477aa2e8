import { expect } from 'chai';
import { failureOf } from '../../../lib/viewer/answers/run-failure';
import {
  exceptionEvent,
  failedSpan,
  receivedSpan,
} from '../store/received-spans';

const KEY = exceptionEvent('KeyError', 'bad key\nin the vault');

describe('failureOf', () => {
  it('is the exception of the top span, in one line', () => {
    const top = failedSpan({ events: [KEY] });
    const below = failedSpan({ events: [exceptionEvent('Timeout', 'late')] });
    expect(failureOf([top], [below, top])).to.deep.equal({
      type: 'KeyError',
      message: 'bad key',
    });
  });

  it('is the status of a span without an exception', () => {
    const top = failedSpan({
      attributes: { 'error.type': '500' },
      status: { code: 2, message: 'refused\nagain' },
    });
    expect(failureOf([top], [top])).to.deep.equal({
      type: '500',
      message: 'refused',
    });
  });

  it('is what failed first below a top span that tells nothing', () => {
    const top = failedSpan({ ms: 30 });
    const later = failedSpan({ ms: 20, status: { code: 2, message: 'then' } });
    const first = failedSpan({ ms: 10, status: { code: 2, message: 'first' } });
    const silent = failedSpan({ ms: 1 });
    const spans = [top, later, first, silent];
    expect(failureOf([top], spans)).to.deep.equal({ message: 'first' });
  });

  it('is what was thrown last before the process ended a span for its owner', () => {
    const top = failedSpan({
      ms: 30,
      attributes: { 'everspan.interrupted': 'exit' },
      status: { code: 2, message: 'the process exited with code 1' },
    });
    const handled = failedSpan({
      ms: 10,
      events: [exceptionEvent('Timeout', 'late')],
    });
    const cause = failedSpan({ ms: 20, events: [KEY] });
    expect(failureOf([top], [cause, handled, top])).to.include({
      type: 'KeyError',
    });
    expect(failureOf([top], [top])).to.deep.equal({
      message: 'the process exited with code 1',
    });
  });

  it('is nothing where nobody tells anything', () => {
    const top = failedSpan();
    expect(failureOf([top], [top])).to.equal(undefined);
  });

  it('is nothing of a failure that the top span has survived', () => {
    const top = receivedSpan();
    const below = failedSpan({ events: [KEY] });
    expect(failureOf([top], [top, below])).to.equal(undefined);
  });

  it('is cut to 200 characters', () => {
    const long = 'x'.repeat(100_000);
    const top = failedSpan({ events: [exceptionEvent(long, long)] });
    const { type = '', message = '' } = failureOf([top], [top]) ?? {};
    expect([type.length, message.length]).to.deep.equal([200, 200]);
    expect(message).to.match(/x…$/);
  });
});
