import { trace } from '@opentelemetry/api';
import { expect } from 'chai';
import { event, setAttributes, task } from '../../lib';
import { warningCount } from '../../lib/internal/diag';
import { useRecorder } from '../support/recorder';

const hostile = {
  good: 1,
  get bad(): string {
    throw new Error('getter');
  },
};

describe('event', () => {
  const recorder = useRecorder();

  it('adds to the active span', () => {
    task.run('outer', () => {
      task.run('inner', () => {
        event('retried', { attempt: 2 });
      });
      event('done');
    });
    const [inner] = recorder.take('inner').events;
    expect(inner).to.deep.include({
      name: 'retried',
      attributes: { attempt: 2 },
    });
    const names = recorder.take('outer').events.map(({ name }) => name);
    expect(names).to.deep.equal(['done']);
  });

  it('adds to a span of another library', () => {
    trace.getTracer('host').startActiveSpan('host', (span) => {
      event('seen');
      span.end();
    });
    expect(recorder.take('host').events).to.have.length(1);
  });

  it('is harmless outside a span, and in an ended one', () => {
    event('nowhere');
    task.run('call', (span) => {
      span.end();
      event('late', { a: 1 });
    });
    expect(recorder.take('call').events).to.deep.equal([]);
  });

  it('leaves out what cannot be recorded', () => {
    task.run('call', () => {
      event('x', hostile);
    });
    expect(recorder.take('call').events[0]?.attributes).to.deep.equal({
      good: 1,
    });
    expect(warningCount('WARN_EVERSPAN_USER_CODE')).to.equal(1);
  });
});

describe('setAttributes', () => {
  const recorder = useRecorder();

  it('adds to the active span', () => {
    task.run('call', () => {
      setAttributes({ a: 1, b: ['x'] });
      setAttributes({ a: 2 });
    });
    expect(recorder.take('call').attributes).to.include({ a: 2 });
  });

  it('is harmless outside a span, and in an ended one', () => {
    setAttributes({ a: 1 });
    task.run('call', (span) => {
      span.end();
      setAttributes({ a: 1 });
    });
    expect(recorder.take('call').attributes).not.to.have.property('a');
  });

  it('leaves out what cannot be recorded', () => {
    task.run('call', () => {
      setAttributes(hostile);
      setAttributes(null as never);
      setAttributes({ object: {} as never, mixed: [1, 'a'] as never });
    });
    expect(recorder.take('call').attributes).to.deep.equal({
      'everspan.kind': 'task',
      good: 1,
    });
    expect(warningCount('WARN_EVERSPAN_USER_CODE')).to.equal(4);
  });
});
