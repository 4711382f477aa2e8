/** NATS. */
import {
  type Broker,
  freePort,
  start,
} from '../../samples/brokers/broker-process';
import { type Program, requirePath } from '../../samples/brokers/program';

export const NATS: Program = {
  command: 'nats-server',
  debian: 'nats-server',
  homebrew: 'nats-server',
};

export async function startNats(): Promise<Broker> {
  const path = requirePath(NATS);
  const port = await freePort();
  const args = ['-a', '127.0.0.1', '-p', String(port)];
  const ready = /Server is ready/;
  const { close } = await start({ path, args, ready });
  return { url: `nats://127.0.0.1:${port}`, close };
}
