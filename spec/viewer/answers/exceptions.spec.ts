import { expect } from 'chai';
import { exceptionsOf } from '../../../lib/viewer/answers/exceptions';
import { exceptionEvent, receivedSpan } from '../store/received-spans';

describe('exceptionsOf', () => {
  it('reads type, message and the frames of the stack', () => {
    const stack =
      'RangeError: too far\n    at walk (a.js:1:2)\n    at b.js:3:4';
    const event = exceptionEvent('RangeError', 'too far', stack);
    expect(exceptionsOf(receivedSpan({ events: [event] }))).to.deep.equal([
      {
        type: 'RangeError',
        message: 'too far',
        frames: ['at walk (a.js:1:2)', 'at b.js:3:4'],
      },
    ]);
  });

  it('keeps the first line of a message', () => {
    const events = [exceptionEvent('Error', 'first\nsecond')];
    const [exception] = exceptionsOf(receivedSpan({ events }));
    expect(exception?.message).to.equal('first');
  });

  it('passes over other events', () => {
    const retry = { ...exceptionEvent('Error', ''), name: 'retry' };
    expect(exceptionsOf(receivedSpan({ events: [retry] }))).to.deep.equal([]);
  });

  it('needs no attribute to be there', () => {
    const bare = { ...exceptionEvent('', ''), attributes: {} };
    expect(exceptionsOf(receivedSpan({ events: [bare] }))).to.deep.equal([
      { type: 'Error', message: '', frames: [] },
    ]);
  });
});
