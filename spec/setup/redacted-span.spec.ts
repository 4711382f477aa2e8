import { ROOT_CONTEXT, SpanStatusCode, trace } from '@opentelemetry/api';
import {
  type ReadableSpan,
  type Span,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { expect } from 'chai';
import { redactSpan } from '../../lib/setup/redacted-span';
import { createRedactor, HIDDEN } from '../../lib/span/redaction/redact';
import { requestOf } from '../delivery/ended-spans';

const CARD = '4111111111111111';
const redactor = createRedactor();

function spanWith(attributes: Span['attributes']): Span {
  const tracer = new TracerProvider().getTracer('spec');
  return tracer.startSpan('pwd=name', { attributes }) as Span;
}

const OURS = { 'everspan.kind': 'task' };

function attributesOf(attributes: Span['attributes']): object {
  return redactSpan(spanWith({ ...OURS, ...attributes }), redactor).attributes;
}

describe('redactSpan', () => {
  it('gives back the very span where nothing is hidden', () => {
    const span = spanWith({ ...OURS, item: 'book', price: 7, tags: ['a'] });
    span.addEvent('tried', { attempt: 1 });
    span.addLink({ context: span.spanContext(), attributes: { a: 'b' } });
    span.addLink({ context: span.spanContext() });
    span.setStatus({ code: SpanStatusCode.ERROR, message: 'declined' });
    expect(redactSpan(span, redactor)).to.equal(span);
  });

  it('leaves the span itself as it is', () => {
    const span = spanWith({ ...OURS, password: 'x', text: 'pwd=x' });
    span.addEvent('pwd=x', { token: 'x' });
    span.setStatus({ code: SpanStatusCode.ERROR, message: 'pwd=x' });
    const before = structuredClone({ ...span.attributes });
    const shown = redactSpan(span, redactor);
    expect(shown).to.not.equal(span);
    expect(span.attributes).to.deep.equal(before);
    expect(span.events[0]).to.deep.include({
      name: 'pwd=x',
      attributes: { token: 'x' },
    });
    expect(span.status.message).to.equal('pwd=x');
    expect(shown.events[0]).to.deep.include({
      name: 'pwd=[redacted]',
      attributes: { token: HIDDEN },
    });
    expect(shown.status.message).to.equal('pwd=[redacted]');
  });

  it('changes nothing else of what is sent', () => {
    const parent = trace.setSpanContext(ROOT_CONTEXT, {
      traceId: '5b8efff798038103d269b633813fc60c',
      spanId: 'eee19b7ec3c1b174',
      traceFlags: 1,
      isRemote: true,
    });
    const provider = new TracerProvider({
      spanLimits: { attributeCountLimit: 2, eventCountLimit: 1 },
    });
    const secret = provider
      .getTracer('spec', '1.2.3')
      .startSpan('a', { attributes: { ...OURS, token: 'x' } }, parent) as Span;
    secret.setAttribute('dropped', 1);
    secret.addEvent('dropped');
    secret.addEvent('kept');
    secret.end();
    const shown = requestOf([redactSpan(secret, redactor)]);
    secret.attributes['token'] = HIDDEN;
    expect(shown).to.deep.equal(requestOf([secret]));
  });

  it('hides a value of any kind under a secret key, but no yes or no', () => {
    expect(
      attributesOf({ password: 1234, tokens: 7, secret: ['a'], token: true }),
    ).to.include({
      password: HIDDEN,
      tokens: 7,
      secret: HIDDEN,
      token: true,
    });
  });

  it('hides card numbers that are numbers, and lists stay of one kind', () => {
    expect(
      attributesOf({
        n: Number(CARD),
        time: 1_763_715_134_000,
        list: [1, Number(CARD)],
        texts: ['a', CARD],
      }),
    ).to.deep.include({
      n: HIDDEN,
      time: 1_763_715_134_000,
      list: ['1', HIDDEN],
      texts: ['a', HIDDEN],
    });
  });

  it('leaves the name, and what everspan says of the run', () => {
    const said = {
      'everspan.correlation.id': CARD,
      'everspan.workflow.name': 'pwd=x',
      'everspan.path': 'pwd=x/pwd=y',
      'code.function.name': 'Orders.password',
    };
    const shown = redactSpan(
      spanWith({ ...OURS, ...said, id: CARD }),
      redactor,
    );
    expect(shown.attributes).to.deep.equal({ ...OURS, ...said, id: HIDDEN });
    expect(shown.name).to.equal('pwd=name');
  });

  it('hides by own keys what everspan says, too', () => {
    const own = createRedactor({ keys: ['correlation id'] });
    const span = spanWith({ ...OURS, 'everspan.correlation.id': 'a' });
    expect(redactSpan(span, own).attributes).to.include({
      'everspan.correlation.id': HIDDEN,
    });
  });

  describe('of another library', () => {
    it('hides by key, and leaves values', () => {
      const span = spanWith({ 'api.key': 'x', 'url.full': '?token=x' });
      span.addEvent('pwd=x', { password: 'x', note: 'pwd=x' });
      span.recordException(new Error('pwd=x'));
      const shown = redactSpan(span, redactor);
      expect(shown.attributes).to.deep.equal({
        'api.key': HIDDEN,
        'url.full': '?token=x',
      });
      expect(shown.events[0]).to.deep.include({
        name: 'pwd=x',
        attributes: { password: HIDDEN, note: 'pwd=x' },
      });
      expect(messageOf(shown, 1)).to.equal('pwd=x');
    });

    it('hides values in what everspan adds when the process ends', () => {
      const span = spanWith({ 'everspan.interrupted': 'exit', note: 'pwd=x' });
      span.recordException(new Error('pwd=x'));
      span.setStatus({ code: SpanStatusCode.ERROR, message: 'exit: pwd=x' });
      const shown = redactSpan(span, redactor);
      expect(shown.attributes['note']).to.equal('pwd=x');
      expect(messageOf(shown, 0)).to.equal('pwd=[redacted]');
      expect(shown.status.message).to.equal('exit: pwd=[redacted]');
    });
  });
});

function messageOf({ events }: ReadableSpan, nth: number): unknown {
  return events[nth]?.attributes?.['exception.message'];
}
