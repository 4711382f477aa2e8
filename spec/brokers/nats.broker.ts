import { connect, headers } from 'nats';
import { describeBroker } from './describe-broker';
import { NATS, startNats } from './nats-server';
import type { Client } from './wire';
import { describeWire } from './wire-facts';

/** nats.js with a callback, on a subject of its own per connection. */
function nats(url: () => string): Client {
  return {
    system: 'nats',
    keepsAmbient: true,
    open: async (handle) => {
      const connection = await connect({ servers: url() });
      const subject = `orders.${connection.info?.client_id ?? ''}`;
      connection.subscribe(subject, {
        callback: (error, message) => {
          if (!error) handle(message);
        },
      });
      return {
        send: async (write) => {
          const options = { headers: headers() };
          write(options);
          connection.publish(subject, 'order', options);
          await connection.flush();
        },
        close: () => connection.close(),
      };
    },
    writeGarbage: (message) => {
      const { headers: garbage } = message as { headers: Headers };
      garbage.append('traceparent', 'garbage');
      garbage.append('traceparent', 'more of it');
      garbage.append('tracestate', ',,,=');
      garbage.append('baggage', 'x'.repeat(10_000));
      garbage.append('everspan-correlation-id', '%');
      garbage.append('everspan-continuation', 'sideways');
    },
  };
}

describeBroker('nats.js and NATS', [NATS, startNats], (url) => {
  describeWire(nats(url));
});
