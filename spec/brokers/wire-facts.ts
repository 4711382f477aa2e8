/** What holds over every broker, whatever its client makes of headers. */
import {
  context,
  propagation,
  ROOT_CONTEXT,
  trace,
  type Span,
} from '@opentelemetry/api';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { expect } from 'chai';
import { workflow } from '../../lib/annotations/annotations';
import type { Continuation } from '../../lib/context/continuation';
import { consumer, producer } from '../../lib/messaging/producer-consumer';
import { inject } from '../../lib/messaging/propagate';
import { isRoot, linkedTo } from '../span/messages';
import { type Recorder, useRecorder } from '../support/recorder';
import { type Client, Inbox, type Wire, type Write } from './wire';

const TENANT = { tenant: { value: 'acme' } };
const CORRELATION_ID = 'order-7';

/** The facts of `client`, once its broker runs. */
export function describeWire(client: Client): void {
  describe('as a wire', () => {
    tellFacts(client);
  });
}

function tellFacts(client: Client): void {
  const recorder = useRecorder();
  const inbox = new Inbox();
  const mail = new Mail(client, recorder);
  let wire: Wire;

  before(async () => {
    wire = await client.open(inbox.handle);
  });

  after(() => wire.close());

  it('hands over the context as child', async () => {
    const sender = await mail.send(wire, inbox, 'child');
    const span = mail.received();
    expect(span.parentSpanContext?.spanId).to.equal(idOf(sender));
    expect(linkedTo(span)).to.deep.equal([idOf(sender)]);
  });

  it('hands over the context as link', async () => {
    const sender = await mail.send(wire, inbox, 'link');
    const span = mail.received();
    expect(isRoot(span)).to.equal(true);
    expect(span.spanContext().traceId).not.to.equal(traceOf(sender));
    expect(linkedTo(span)).to.deep.equal([idOf(sender)]);
  });

  it('hands over no context as none', async () => {
    await mail.send(wire, inbox, 'none');
    const span = mail.received();
    expect(isRoot(span)).to.equal(true);
    expect(span.links).to.deep.equal([]);
  });

  for (const continuation of ['child', 'link', 'none'] as const) {
    it(`keeps business id and baggage with ${continuation}`, async () => {
      await mail.send(wire, inbox, continuation);
      const { attributes } = mail.received();
      expect(attributes['everspan.correlation.id']).to.equal(CORRELATION_ID);
      expect(attributes['tenant']).to.equal('acme');
    });
  }

  it('ties a batch to all of its senders', async () => {
    const messages: unknown[] = [];
    const senders: ReadableSpan[] = [];
    for (let count = 0; count < 3; count++) {
      senders.push(
        await mail.sendTo(wire, inbox, (each) => messages.push(each)),
      );
    }
    const batch = { system: client.system, destination: 'orders' };
    consumer.run({ ...batch, messages: () => messages }, () => undefined);
    const span = mail.received();
    expect(isRoot(span)).to.equal(true);
    expect(linkedTo(span)).to.deep.equal(senders.map(idOf));
    expect(span.attributes).to.include({
      'messaging.batch.message_count': 3,
      'everspan.correlation.id': CORRELATION_ID,
    });
  });

  for (const continuation of ['child', 'link', 'none'] as const) {
    it(`is not below where it connected, with ${continuation}`, async () => {
      const inner = new Inbox();
      let connecting: Span | undefined;
      const late = await workflow.run('connect', (span) => {
        connecting = span;
        return client.open(inner.handle);
      });
      recorder.take('connect');
      const handled = inner.next((message) => {
        const isStale = trace.getActiveSpan() === connecting;
        mail.handle(message, continuation);
        return isStale;
      });
      await late.send(() => undefined);
      expect(await handled).to.equal(client.keepsAmbient);
      await late.close();
      const span = mail.received();
      expect(isRoot(span)).to.equal(true);
      expect(span.links).to.deep.equal([]);
      expect(span.attributes['everspan.path']).to.equal('process orders');
    });
  }

  it('survives garbage in the headers', async () => {
    const handled = inbox.next((message) => mail.handle(message, 'child'));
    await wire.send((message) => client.writeGarbage(message));
    await handled;
    const span = mail.received();
    expect(isRoot(span)).to.equal(true);
    expect(span.links).to.deep.equal([]);
  });
}

/** Sends and handles orders. */
class Mail {
  readonly #client: Client;
  readonly #recorder: Recorder;

  constructor(client: Client, recorder: Recorder) {
    this.#client = client;
    this.#recorder = recorder;
  }

  /** The ended span of the sender, once its message is handled. */
  send(
    wire: Wire,
    inbox: Inbox,
    continuation: Continuation,
  ): Promise<ReadableSpan> {
    return this.sendTo(wire, inbox, (message) => {
      this.handle(message, continuation);
    });
  }

  async sendTo(
    wire: Wire,
    inbox: Inbox,
    read: (message: unknown) => unknown,
  ): Promise<ReadableSpan> {
    const handled = inbox.next(read);
    await this.#sendTraced(wire, inject);
    await handled;
    return this.#recorder.take('send orders');
  }

  handle(message: unknown, continuation: Continuation): void {
    const options = { system: this.#client.system, destination: 'orders' };
    consumer.run(
      { ...options, continuation, message: () => message },
      (span) => {
        const tenant = propagation
          .getActiveBaggage()
          ?.getEntry('tenant')?.value;
        if (tenant !== undefined) span.setAttribute('tenant', tenant);
      },
    );
  }

  /** The span of the message that was handled. */
  received(): ReadableSpan {
    return this.#recorder.take('process orders');
  }

  #sendTraced(wire: Wire, write: Write): Promise<void> {
    const { system } = this.#client;
    const options = { system, destination: 'orders' };
    const baggage = propagation.createBaggage(TENANT);
    const around = propagation.setBaggage(ROOT_CONTEXT, baggage);
    return context.with(around, () =>
      producer.run({ ...options, correlationId: CORRELATION_ID }, () =>
        wire.send(write),
      ),
    );
  }
}

function idOf(span: ReadableSpan): string {
  return span.spanContext().spanId;
}

function traceOf(span: ReadableSpan): string {
  return span.spanContext().traceId;
}
