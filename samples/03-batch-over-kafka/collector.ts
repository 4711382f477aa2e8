/** Stores readings of many sensors at once. */
import { setTimeout as wait } from 'node:timers/promises';
import { init, task } from 'everspan';
import { consumer } from 'everspan/messaging';
import type { Consumer, KafkaMessage } from 'kafkajs';
import { kafka, TOPIC } from './kafka';

init({ serviceName: 'collector' });

/** What comes in one fetch is up to the broker; so many are worth a write. */
const WORTH_A_WRITE = 6;

class Collector {
  readonly #waiting: KafkaMessage[] = [];

  /** Whether there was enough of them. */
  async take(messages: readonly KafkaMessage[]): Promise<boolean> {
    this.#waiting.push(...messages);
    if (this.#waiting.length < WORTH_A_WRITE) return false;
    await this.store(this.#waiting.splice(0));
    return true;
  }

  // Of six senders none is the parent: the span is linked to each.
  @consumer({
    system: 'kafka',
    destination: TOPIC,
    consumerGroup: 'collector',
    messages: (messages: readonly KafkaMessage[]) => messages,
  })
  async store(messages: readonly KafkaMessage[]): Promise<void> {
    const mean = this.mean(messages);
    await this.write(messages);
    console.log(
      `stored ${String(messages.length)}, ${String(mean)} on average`,
    );
  }

  @task
  mean(messages: readonly KafkaMessage[]): number {
    const values = messages.map(({ value }) => Number(value?.toString()));
    return values.reduce((sum, each) => sum + each, 0) / values.length;
  }

  @task({ name: 'INSERT readings' })
  async write(messages: readonly KafkaMessage[]): Promise<number> {
    await wait(5);
    return messages.length;
  }
}

async function main(): Promise<void> {
  const collector = new Collector();
  const from: Consumer = kafka.consumer({ groupId: 'collector' });
  await from.connect();
  await from.subscribe({ topic: TOPIC, fromBeginning: true });
  await from.run({
    eachBatch: async ({ batch }) => {
      const isStored = await collector.take(batch.messages);
      // Not awaited: it waits for this very call.
      if (isStored) void from.disconnect();
    },
  });
}

void main();
