import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import rhea, { type Connection, type Message, type Sender } from 'rhea';
import type { Client } from './wire';
import { describeWire } from './wire-facts';

/** A peer that hands on what it is sent: the least that AMQP 1.0 asks of one. */
class Peer {
  readonly #container = rhea.create_container();
  readonly #outgoing = new Set<Sender>();
  #server: Server | undefined;

  async start(): Promise<void> {
    this.#container.on('sender_open', ({ sender }) => {
      if (sender) this.#outgoing.add(sender);
    });
    this.#container.on('sender_close', ({ sender }) => {
      if (sender) this.#outgoing.delete(sender);
    });
    this.#container.on('disconnected', ({ connection }) => {
      for (const each of this.#outgoing) {
        if (each.connection === connection) this.#outgoing.delete(each);
      }
    });
    this.#container.on('message', ({ message, receiver }) => {
      const address = receiver?.target.address as string;
      for (const each of this.#outgoing) {
        if (each.source.address === address && message) each.send(message);
      }
    });
    this.#server = this.#container.listen({ port: 0, host: '127.0.0.1' });
    await once(this.#server, 'listening');
  }

  get port(): number {
    return (this.#server?.address() as AddressInfo).port;
  }

  close(): void {
    this.#server?.close();
  }
}

function overRhea(peer: Peer): Client {
  let count = 0;
  return {
    system: 'servicebus',
    keepsAmbient: true,
    open: async (handle) => {
      const address = `orders-${count++}`;
      const container = rhea.create_container();
      const options = { host: '127.0.0.1', port: peer.port, reconnect: false };
      const connection: Connection = container.connect(options);
      const receiver = connection.open_receiver(address);
      receiver.on('message', ({ message }) => handle(message));
      const sender = connection.open_sender(address);
      await Promise.all([
        once(receiver, 'receiver_open'),
        once(sender, 'sendable'),
      ]);
      return {
        send: async (write) => {
          const message: Message = { body: 'x', application_properties: {} };
          write(message);
          sender.send(message);
        },
        close: async () => {
          connection.close();
          await once(connection, 'connection_close');
        },
      };
    },
    writeGarbage: (message) => {
      Object.assign(message, {
        application_properties: {
          traceparent: 7,
          tracestate: true,
          baggage: Buffer.alloc(10_000, 255),
          'Diagnostic-Id': 'garbage',
          'everspan-correlation-id': 7.5,
          'everspan-continuation': rhea.types.wrap_timestamp(7),
        },
      });
    },
  };
}

describe('rhea and AMQP 1.0', () => {
  const peer = new Peer();
  before(() => peer.start());
  after(() => peer.close());
  describeWire(overRhea(peer));
});
