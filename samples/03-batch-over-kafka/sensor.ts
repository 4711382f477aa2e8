/** Measures twice, and sends what it has measured. */
import { init, workflow } from 'everspan';
import { inject, producer } from 'everspan/messaging';
import { type Message, Partitioners, type Producer } from 'kafkajs';
import { kafka, TOPIC } from './kafka';

init({ serviceName: 'sensor' });

class Sensor {
  readonly #name: string;
  readonly #producer: Producer;

  constructor(name: string, to: Producer) {
    this.#name = name;
    this.#producer = to;
  }

  @workflow({ correlationId: 'site-1' })
  async measure(celsius: number): Promise<void> {
    await this.send({ key: this.#name, value: String(celsius) });
  }

  send(message: Message): Promise<unknown> {
    const options = { system: 'kafka', destination: TOPIC };
    return producer.run(options, () => {
      // One partition: they are to come in the order in which they were sent.
      const messages = [inject({ ...message, partition: 0, headers: {} })];
      return this.#producer.send({ topic: TOPIC, messages });
    });
  }
}

async function main([
  name = '',
  ...readings
]: readonly string[]): Promise<void> {
  const createPartitioner = Partitioners.DefaultPartitioner;
  const to = kafka.producer({ createPartitioner });
  await to.connect();
  const sensor = new Sensor(name, to);
  for (const each of readings) await sensor.measure(Number(each));
  await to.disconnect();
  console.log(`${name} has sent ${String(readings.length)} readings`);
}

void main(process.argv.slice(2));
