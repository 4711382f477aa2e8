import { SpanStatusCode } from '@opentelemetry/api';
import { expect } from 'chai';
import { interrupt, recordCrash } from '../../lib/delivery/interrupt';
import type { ProcessEnd } from '../../lib/delivery/process-end';
import { describeFailure } from '../../lib/internal/failure';
import { openSpan, requestOf, spansIn } from './ended-spans';

const FAILURE = describeFailure(new TypeError('bad key'));

function end(fields: Partial<ProcessEnd> = {}): ProcessEnd {
  return {
    interruptedBy: 'exit',
    exitCode: 1,
    crash: undefined,
    ...fields,
  };
}

describe('interrupt', () => {
  it('ends the span and says by what and with which exit code', () => {
    const span = openSpan();
    interrupt(span, end({ exitCode: 3 }), undefined);
    expect(span.ended).to.equal(true);
    expect(span.attributes).to.deep.equal({
      'everspan.interrupted': 'exit',
      'process.exit.code': 3,
    });
    expect(span.status).to.deep.equal({
      code: SpanStatusCode.ERROR,
      message: 'the process exited with code 3',
    });
  });

  it('is no failure when the exit code is 0', () => {
    const span = openSpan();
    interrupt(span, end({ exitCode: 0 }), undefined);
    expect(span.status).to.deep.equal({ code: SpanStatusCode.UNSET });
    expect(span.attributes).to.include({ 'process.exit.code': 0 });
  });

  it('names what was thrown', () => {
    const span = openSpan();
    const by = 'unhandledRejection';
    interrupt(span, end({ interruptedBy: by }), FAILURE);
    expect(span.attributes).to.include({
      'error.type': 'TypeError',
      'everspan.interrupted': by,
    });
    expect(span.status.message).to.equal('unhandledRejection: bad key');
  });

  it('has no exit code for a signal', () => {
    const span = openSpan();
    const signal = { interruptedBy: 'SIGTERM', exitCode: undefined } as const;
    interrupt(span, end(signal), undefined);
    expect(span.attributes).to.deep.equal({
      'everspan.interrupted': 'SIGTERM',
    });
    expect(span.status.message).to.equal('interrupted by SIGTERM');
  });

  it('says so on a span that is full of attributes, and on the wire', () => {
    const attributes = { a: 1, b: 2 };
    const span = openSpan({ limits: { attributeCountLimit: 2 }, attributes });
    interrupt(span, end(), FAILURE);
    expect(spansIn(requestOf([span]))[0]?.attributes).to.deep.equal({
      ...attributes,
      'everspan.interrupted': 'exit',
      'process.exit.code': 1,
      'error.type': 'TypeError',
    });
  });

  it('keeps what the owner has said of success', () => {
    const span = openSpan();
    span.setStatus({ code: SpanStatusCode.OK });
    interrupt(span, end(), undefined);
    expect(span.status.code).to.equal(SpanStatusCode.OK);
  });

  it('leaves a span alone that has ended', () => {
    const span = openSpan();
    span.end();
    interrupt(span, end(), FAILURE);
    expect(span.attributes).to.deep.equal({});
    expect(span.status.code).to.equal(SpanStatusCode.UNSET);
  });
});

describe('recordCrash', () => {
  it('adds an exception event', () => {
    const span = openSpan();
    recordCrash(span, FAILURE);
    expect(span.events).to.have.lengthOf(1);
    expect(span.events[0]).to.deep.include({
      name: 'exception',
      attributes: {
        'exception.type': 'TypeError',
        'exception.message': 'bad key',
        'exception.stacktrace': FAILURE.stacktrace,
      },
    });
  });

  it('leaves out the stack of what has none', () => {
    const span = openSpan();
    recordCrash(span, describeFailure('just text'));
    expect(span.events[0]?.attributes).to.deep.equal({
      'exception.type': 'string',
      'exception.message': 'just text',
    });
  });
});
