import { expect } from 'chai';
import { context, trace } from '@opentelemetry/api';
import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace';
import { associate, event, setAttributes, task } from '../../../lib';
import { createRedactor } from '../../../lib/span/redaction/redact';
import { useRecorder } from '../../support/recorder';
import { applyingSettings } from '../applied-settings';

const SECRETS = { password: 'x', note: 'pwd=x', item: 'book' };
const HIDDEN = { password: '[redacted]', note: 'pwd=[redacted]', item: 'book' };

describe('what annotations record where nobody redacts later', () => {
  const raw = new Map<string, ReadableSpan>();
  const recorder = useRecorder({ processors: [keepingIn(raw)] });
  const apply = applyingSettings();

  /** As other processors see it: what the recorder shows is redacted. */
  function take(name: string): ReadableSpan {
    recorder.take(name);
    return raw.get(name) ?? expect.fail(`no span ${name}`);
  }

  it('has attributes of the annotation without secrets', () => {
    task.run({ name: 'given', attributes: SECRETS }, () => undefined);
    const wrapped = task.wrap(
      { name: 'asked', attributes: (a: string) => ({ ...SECRETS, a }) },
      (a: string) => a,
    );
    wrapped('token=x');
    expect(take('given').attributes).to.include(HIDDEN);
    const shown = { ...HIDDEN, a: 'token=[redacted]' };
    expect(take('asked').attributes).to.include(shown);
  });

  it('leaves the object of attributes as it was given', () => {
    const attributes = { ...SECRETS };
    task.run({ name: 'a', attributes }, () => {
      setAttributes(attributes);
    });
    expect(attributes).to.deep.equal(SECRETS);
    expect(take('a').attributes).to.include(HIDDEN);
  });

  it('has attributes that are set, and events, without secrets', () => {
    task.run('a', () => {
      setAttributes(SECRETS);
      event('tried pwd=x', SECRETS);
      event('pwd=x');
    });
    const { attributes, events } = take('a');
    expect(attributes).to.include(HIDDEN);
    expect(events[0]).to.deep.include({
      name: 'tried pwd=[redacted]',
      attributes: HIDDEN,
    });
    expect(events[1]?.name).to.equal('pwd=[redacted]');
  });

  it('has failures without secrets, and with their stack', () => {
    const cause = new Error('token: x');
    const error = new Error('pwd=x', { cause });
    const fail = (): never => {
      throw error;
    };
    expect(() => task.run('a', fail)).to.throw(error);
    const { events, status } = take('a');
    expect(status.message).to.equal('pwd=[redacted]');
    const [{ attributes = {} } = {}] = events;
    expect(events).to.have.lengthOf(1);
    expect(attributes['exception.message']).to.equal('pwd=[redacted]');
    expect(attributes['exception.stacktrace'])
      .to.match(/^Error: pwd=\[redacted\]\n +at Context/)
      .and.include('Caused by: Error: token: [redacted]');
    expect(error.message).to.equal('pwd=x');
  });

  it('records a failure once that the user recorded before', () => {
    const error = new Error('pwd=x');
    const fail = (): never => {
      trace.getActiveSpan()?.recordException(error);
      throw error;
    };
    expect(() => task.run('a', fail)).to.throw(error);
    expect(take('a').events).to.have.lengthOf(1);
  });

  it('associates attributes without secrets, with spans of others too', () => {
    associate(SECRETS, () => {
      task.run('ours', () => undefined);
    });
    expect(take('ours').attributes).to.include(HIDDEN);
  });

  it('hides what init says', () => {
    apply({ recordRedactor: createRedactor({ keys: ['item'] }) });
    task.run({ name: 'a', attributes: SECRETS }, () => undefined);
    const shown = { ...HIDDEN, item: '[redacted]' };
    expect(take('a').attributes).to.include(shown);
  });

  it('follows init and shutdown from one call to the next', () => {
    const run = task.wrap({ name: 'a', attributes: SECRETS }, () => undefined);
    const notes: unknown[] = [];
    const note = (): void => {
      run();
      notes.push(take('a').attributes['note']);
    };
    note();
    apply({ isRedactedLater: true });
    note();
    apply({});
    note();
    expect(notes).to.deep.equal([HIDDEN.note, SECRETS.note, HIDDEN.note]);
  });

  it('is not looked at twice where it is redacted later', () => {
    apply({ isRedactedLater: true });
    const fail = (): never => {
      setAttributes(SECRETS);
      event('pwd=x', SECRETS);
      throw new Error('pwd=x');
    };
    const options = { name: 'a', attributes: () => SECRETS };
    expect(() => task.run(options, fail)).to.throw('pwd=x');
    const { attributes, events, status } = take('a');
    expect(attributes).to.include(SECRETS);
    expect(events[0]).to.deep.include({ name: 'pwd=x', attributes: SECRETS });
    expect(status.message).to.equal('pwd=x');
  });

  it('is looked at all the same on the span of another library', () => {
    apply({ isRedactedLater: true });
    const span = trace.getTracer('other').startSpan('other');
    context.with(trace.setSpan(context.active(), span), () => {
      setAttributes(SECRETS);
      event('pwd=x', SECRETS);
    });
    span.end();
    const { attributes, events } = take('other');
    expect(attributes).to.include(HIDDEN);
    expect(events[0]).to.deep.include({
      name: 'pwd=[redacted]',
      attributes: HIDDEN,
    });
  });
});

function keepingIn(spans: Map<string, ReadableSpan>): SpanProcessor {
  return {
    onStart: () => undefined,
    onEnd: (span) => spans.set(span.name, span),
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
}
