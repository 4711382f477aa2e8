import { context, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { expect } from 'chai';
import { workflow } from '../../lib/annotations/annotations';
import { applySpanSettings } from '../../lib/span/span-settings';
import { useRecorder } from '../support/recorder';
import { useW3cPropagation } from '../support/w3c-propagation';
import { isRoot, linkedTo, messagesOf } from './messages';

describe('the origin of a call', () => {
  const recorder = useRecorder();
  useW3cPropagation();
  const mail = messagesOf(recorder);

  describe('with no message', () => {
    it('is linked to the active span', () => {
      workflow.run({ name: 'order', correlationId: 'order-7' }, (span) => {
        const linked = mail.handle(undefined, { continuation: 'link' });
        expect(isRoot(linked)).to.equal(true);
        expect(linkedTo(linked)).to.deep.equal([span.spanContext().spanId]);
        expect(linked.attributes).to.include({
          'everspan.correlation.id': 'order-7',
        });
        expect(linked.attributes).not.to.have.property('everspan.path');
      });
      recorder.take('order');
    });

    it('is a root without a link outside of every span', () => {
      const span = mail.handle(undefined, { continuation: 'link' });
      expect(isRoot(span)).to.equal(true);
      expect(span.links).to.deep.equal([]);
    });

    it('has the links it is told of, good ones only, each once', () => {
      const [sent, sender] = mail.send();
      const links = [sent, sender.spanContext(), 'garbage', undefined];
      const { spanId } = sender.spanContext();
      expect(linkedTo(mail.handle(undefined, { links }))).to.deep.equal([
        spanId,
      ]);
      const linksOf = (): readonly unknown[] => links;
      expect(
        linkedTo(mail.handle(undefined, { links: linksOf })),
      ).to.deep.equal([spanId]);
    });

    it('keeps its parent beside the links it is told of', () => {
      const [sent] = mail.send();
      workflow.run('order', (span) => {
        const { parentSpanContext } = mail.handle(undefined, { links: [sent] });
        expect(parentSpanContext?.spanId).to.equal(span.spanContext().spanId);
      });
      recorder.take('order');
    });

    it('holds what its service says for what another process began', () => {
      const undo = applySpanSettings({ continuation: 'link' });
      const remote = {
        traceId: '1'.repeat(32),
        spanId: '2'.repeat(16),
        traceFlags: 1,
        isRemote: true,
      };
      const span = context.with(
        trace.setSpanContext(ROOT_CONTEXT, remote),
        () => mail.handle(undefined, {}),
      );
      expect(isRoot(span)).to.equal(true);
      expect(linkedTo(span)).to.deep.equal([remote.spanId]);
      workflow.run('order', () => {
        expect(isRoot(mail.handle(undefined, {}))).to.equal(false);
      });
      recorder.take('order');
      undo();
    });
  });
});
