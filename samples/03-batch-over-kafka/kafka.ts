/** The one topic, and the client for it. */
import { Kafka, logLevel } from 'kafkajs';

export const TOPIC = 'readings';

export const kafka = new Kafka({
  brokers: [process.env['KAFKA_BROKER'] ?? ''],
  logLevel: logLevel.ERROR,
});
