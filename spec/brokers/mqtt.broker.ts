import { randomUUID } from 'node:crypto';
import { connectAsync } from 'mqtt';
import { describeBroker } from './describe-broker';
import { MOSQUITTO, startMosquitto } from './mosquitto';
import type { Client } from './wire';
import { describeWire } from './wire-facts';

/** mqtt.js and MQTT 5, on a topic of its own per connection. */
function mqtt(url: () => string): Client {
  return {
    system: 'mqtt',
    keepsAmbient: true,
    open: async (handle) => {
      const topic = `orders/${randomUUID()}`;
      const client = await connectAsync(url(), { protocolVersion: 5 });
      client.on('message', (_topic, _payload, packet) => {
        handle(packet);
      });
      await client.subscribeAsync(topic);
      return {
        send: async (write) => {
          const options = { qos: 1, properties: {} } as const;
          write(options);
          await client.publishAsync(topic, 'order', options);
        },
        close: () => client.endAsync(),
      };
    },
    writeGarbage: (message) => {
      const userProperties = {
        traceparent: ['garbage', 'and more'],
        tracestate: ',,,=',
        baggage: 'x'.repeat(10_000),
        'everspan-correlation-id': '%',
        'everspan-continuation': '',
      };
      Object.assign(message, { properties: { userProperties } });
    },
  };
}

describeBroker('mqtt.js and Mosquitto', [MOSQUITTO, startMosquitto], (url) => {
  describeWire(mqtt(url));
});
