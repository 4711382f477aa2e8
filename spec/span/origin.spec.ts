import {
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  trace,
} from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { expect } from 'chai';
import { task, workflow } from '../../lib/annotations/annotations';
import { warningCount } from '../../lib/internal/diag';
import { inject } from '../../lib/messaging/propagate';
import { applySpanSettings } from '../../lib/span/span-settings';
import { useRecorder } from '../support/recorder';
import { useW3cPropagation } from '../support/w3c-propagation';
import { isRoot, linkedTo, messagesOf } from './messages';

describe('the origin of a call', () => {
  const recorder = useRecorder();
  useW3cPropagation();
  const mail = messagesOf(recorder);

  const message = (each: unknown): unknown => each;

  describe('with a message', () => {
    it('goes on in the trace of the sender', () => {
      const [sent, sender] = mail.send();
      const span = mail.handle(sent, { message });
      expect(span.parentSpanContext?.spanId).to.equal(
        sender.spanContext().spanId,
      );
      expect(span.links).to.deep.equal([]);
    });

    it('begins a trace that is linked to the sender', () => {
      const [sent, sender] = mail.send();
      const span = mail.handle(sent, { message, continuation: 'link' });
      expect(isRoot(span)).to.equal(true);
      expect(span.spanContext().traceId).not.to.equal(
        sender.spanContext().traceId,
      );
      expect(linkedTo(span)).to.deep.equal([sender.spanContext().spanId]);
    });

    it('begins a trace without a link', () => {
      const [sent] = mail.send();
      const span = mail.handle(sent, { message, continuation: 'none' });
      expect(isRoot(span)).to.equal(true);
      expect(span.links).to.deep.equal([]);
    });

    for (const continuation of ['child', 'link', 'none'] as const) {
      it(`keeps the business id of the sender with ${continuation}`, () => {
        const [sent] = mail.send();
        const { attributes } = mail.handle(sent, { message, continuation });
        expect(attributes['everspan.correlation.id']).to.equal('order-7');
      });

      it(`is a root without a context in the message with ${continuation}`, () => {
        workflow.run('ambient', () => {
          const span = mail.handle({ headers: {} }, { message, continuation });
          expect(isRoot(span)).to.equal(true);
          expect(span.links).to.deep.equal([]);
        });
        recorder.take('ambient');
      });

      it(`ignores the span that is active with ${continuation}`, () => {
        const [sent] = mail.send();
        let ambient: Span | undefined;
        workflow.run('ambient', (span) => {
          ambient = span;
          const { links, parentSpanContext, attributes } = mail.handle(sent, {
            message,
            continuation,
          });
          const { spanId } = span.spanContext();
          expect(parentSpanContext?.spanId).not.to.equal(spanId);
          expect(links.map((link) => link.context.spanId)).not.to.include(
            spanId,
          );
          expect(attributes).not.to.have.property('everspan.path');
        });
        expect(ambient?.isRecording()).to.equal(false);
        recorder.take('ambient');
      });
    }

    it('keeps the baggage of the sender', () => {
      const baggage = propagation.createBaggage({ tenant: { value: 'acme' } });
      const headers = context.with(
        propagation.setBaggage(ROOT_CONTEXT, baggage),
        () => inject({}),
      );
      const options = {
        name: 'handle',
        message,
        continuation: 'link',
      } as const;
      const read = task.wrap(options, (each: unknown) => [
        each,
        propagation.getActiveBaggage()?.getEntry('tenant')?.value,
      ]);
      expect(read({ headers })[1]).to.equal('acme');
      recorder.take('handle');
    });

    it('names the workflow anew', () => {
      const [sent] = mail.send();
      workflow.wrap({ name: 'pay', message }, message)(sent);
      const { attributes } = recorder.take('pay');
      expect(attributes['everspan.path']).to.equal('pay');
    });

    it('is not said to have outlived a parent', () => {
      const [sent] = mail.send();
      const { attributes } = mail.handle(sent, { message });
      expect(attributes).not.to.have.property('everspan.outlived_parent');
    });

    it('is a root, and told, when `message` throws', () => {
      const span = mail.handle(undefined, {
        message: () => {
          throw new Error('hostile');
        },
      });
      expect(isRoot(span)).to.equal(true);
      expect(warningCount('WARN_EVERSPAN_USER_CODE')).to.equal(1);
    });
  });

  describe('with a wish of the sender', () => {
    it('does what the sender wants', () => {
      const [sent, sender] = mail.send('link');
      const span = mail.handle(sent, { message });
      expect(isRoot(span)).to.equal(true);
      expect(linkedTo(span)).to.deep.equal([sender.spanContext().spanId]);
    });

    it('does what its own annotation says instead', () => {
      const [sent, sender] = mail.send('link');
      const span = mail.handle(sent, { message, continuation: 'child' });
      expect(span.parentSpanContext?.spanId).to.equal(
        sender.spanContext().spanId,
      );
    });

    it('does what its own service says instead', () => {
      const undo = applySpanSettings({ continuation: 'none' });
      const [sent] = mail.send('link');
      expect(mail.handle(sent, { message }).links).to.deep.equal([]);
      undo();
    });
  });

  describe('with a batch', () => {
    const messages = (each: unknown): readonly unknown[] =>
      each as readonly unknown[];

    for (const continuation of ['child', 'link', 'none'] as const) {
      it(`is a root with a link to each sender with ${continuation}`, () => {
        const [first, one] = mail.send();
        const [second, two] = mail.send();
        const batch = [first, { headers: {} }, second, first];
        const span = mail.handle(batch, { messages, continuation });
        expect(isRoot(span)).to.equal(true);
        expect(linkedTo(span)).to.deep.equal([
          one.spanContext().spanId,
          two.spanContext().spanId,
        ]);
      });
    }

    it('keeps the first 128 links and counts the rest', () => {
      const batch = Array.from({ length: 130 }, () => mail.send()[0]);
      const span = mail.handle(batch, { messages });
      expect(span.links).to.have.length(128);
      expect(span.attributes['everspan.links.dropped']).to.equal(2);
      expect(span.droppedLinksCount).to.equal(0);
    });

    it('keeps a business id that all messages share', () => {
      const shared = mail.handle([mail.send()[0], mail.send()[0]], {
        messages,
      });
      expect(shared.attributes['everspan.correlation.id']).to.equal('order-7');
      const mixed = mail.handle([mail.send()[0], { headers: {} }], {
        messages,
      });
      expect(mixed.attributes).not.to.have.property('everspan.correlation.id');
    });

    it('is a root without links, and told, when it is given no array', () => {
      const span = mail.handle({}, { messages });
      expect(isRoot(span)).to.equal(true);
      expect(warningCount('WARN_EVERSPAN_USER_CODE')).to.equal(1);
    });
  });

  it('shows its links to samplers and processors at the start', () => {
    const [sent, sender] = mail.send();
    let seen = 0;
    const spanKind = SpanKind.CONSUMER;
    const options = { message, continuation: 'link', spanKind } as const;
    task.wrap({ name: 'handle', ...options }, (each: unknown) => {
      const active = trace.getActiveSpan() as unknown as ReadableSpan;
      seen = active.links.length;
      return each;
    })(sent);
    expect(seen).to.equal(1);
    expect(linkedTo(recorder.take('handle'))).to.deep.equal([
      sender.spanContext().spanId,
    ]);
  });
});
