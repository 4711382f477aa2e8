import {
  context,
  type Context,
  type Link,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  trace,
} from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { expect } from 'chai';
import { task } from '../../lib/annotations/annotations';
import type { Continuation } from '../../lib/context/continuation';
import { extract } from '../../lib/context/extract';
import { linkFrom } from '../../lib/context/links';
import { consumer } from '../../lib/messaging/producer-consumer';
import { inject } from '../../lib/messaging/propagate';
import { useRecorder } from '../support/recorder';
import { useW3cPropagation } from '../support/w3c-propagation';
import { isRoot, linkedTo } from './messages';

interface Message {
  readonly headers: object;
}

describe('a consumer beside another library', () => {
  const recorder = useRecorder();
  useW3cPropagation();

  function sent(): readonly [Message, ReadableSpan] {
    const headers = task.run('send', () => inject({}));
    return [{ headers }, recorder.take('send')];
  }

  /** Handles `message` under `other`, as an instrumentation calls handlers. */
  function handle(
    message: Message,
    other: Span,
    continuation: Continuation = 'child',
  ): ReadableSpan {
    const options = { system: 'kafka', destination: 'orders', continuation };
    context.with(trace.setSpan(ROOT_CONTEXT, other), () => {
      consumer.run({ ...options, message: () => message }, () => {
        // It acknowledges, and the other's span ends.
        if (other.isRecording()) other.end();
      });
    });
    return recorder.take('process orders');
  }

  function start(
    around: Context,
    links: Link[] = [],
    kind = SpanKind.CONSUMER,
  ): Span {
    const tracer = trace.getTracer('other');
    return tracer.startSpan('other', { kind, links }, around);
  }

  function childOf(message: Message): Span {
    return start(extract(message));
  }

  function linkedToSenderOf(message: Message, around = ROOT_CONTEXT): Span {
    return start(around, [linkFrom(message)!]);
  }

  function expectTold(span: ReadableSpan): void {
    expect(span.kind).to.equal(SpanKind.INTERNAL);
    expect(span.attributes).not.to.have.any.keys(
      'messaging.system',
      'messaging.system.name',
      'messaging.destination.name',
      'messaging.operation.type',
      'everspan.outlived_parent',
    );
    expect(span.attributes['everspan.kind']).to.equal('consumer');
  }

  it('is the work below its span', () => {
    const [message] = sent();
    const span = handle(message, childOf(message));
    const other = recorder.take('other');
    expect(span.parentSpanContext?.spanId).to.equal(other.spanContext().spanId);
    expect(span.links).to.deep.equal([]);
    expectTold(span);
  });

  it('is a trace of its own, linked to its span', () => {
    const [message] = sent();
    const span = handle(message, childOf(message), 'link');
    const other = recorder.take('other');
    expect(isRoot(span)).to.equal(true);
    expect(linkedTo(span)).to.deep.equal([other.spanContext().spanId]);
    expectTold(span);
  });

  it('goes on in a linked trace that it began', () => {
    const [message] = sent();
    const span = handle(message, linkedToSenderOf(message), 'link');
    const other = recorder.take('other');
    expect(span.parentSpanContext?.spanId).to.equal(other.spanContext().spanId);
    expectTold(span);
  });

  it('begins a trace where it linked in the trace of somebody else', () => {
    const [message] = sent();
    const endless = start(ROOT_CONTEXT);
    const around = trace.setSpan(ROOT_CONTEXT, endless);
    const span = handle(message, linkedToSenderOf(message, around), 'link');
    expect(isRoot(span)).to.equal(true);
    endless.end();
    expect(recorder.takeAll('other')).to.have.length(2);
  });

  it('is a trace without a link where that is asked for', () => {
    const [message] = sent();
    const span = handle(message, childOf(message), 'none');
    expect(isRoot(span)).to.equal(true);
    expect(span.links).to.deep.equal([]);
    recorder.take('other');
  });

  const strangers: Readonly<Record<string, (message: Message) => Span>> = {
    'for another message': () => childOf(sent()[0]),
    'that began anew': () => start(ROOT_CONTEXT),
    'of another kind': (message) =>
      start(extract(message), [], SpanKind.SERVER),
    'that shows nothing': (message) => {
      const hidden = childOf(message);
      const shown = hidden.spanContext();
      hidden.end();
      return trace.wrapSpanContext(shown);
    },
    'that has ended': (message) => {
      const ended = childOf(message);
      ended.end();
      return ended;
    },
  };

  for (const [what, make] of Object.entries(strangers)) {
    it(`takes no notice of a span ${what}`, () => {
      const [message, sender] = sent();
      const span = handle(message, make(message));
      expect(span.parentSpanContext?.spanId).to.equal(
        sender.spanContext().spanId,
      );
      expect(span.kind).to.equal(SpanKind.CONSUMER);
      recorder.take('other');
    });
  }

  it('takes no notice of a consumer of our own', () => {
    const [message, sender] = sent();
    const options = { system: 'kafka', message: () => message };
    consumer.run({ ...options, name: 'outer' }, () => {
      consumer.run({ ...options, name: 'inner' }, () => undefined);
    });
    const { parentSpanContext } = recorder.take('inner');
    expect(parentSpanContext?.spanId).to.equal(sender.spanContext().spanId);
    recorder.take('outer');
  });
});
