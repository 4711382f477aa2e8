/** Mosquitto, a broker of MQTT 5. */
import {
  type Broker,
  freePort,
  start,
} from '../../samples/brokers/broker-process';
import { type Program, requirePath } from '../../samples/brokers/program';

export const MOSQUITTO: Program = {
  command: 'mosquitto',
  debian: 'mosquitto',
  homebrew: 'mosquitto',
};

/** Without a configuration it listens on loopback only, to anybody. */
export async function startMosquitto(): Promise<Broker> {
  const path = requirePath(MOSQUITTO);
  const port = await freePort();
  const args = ['-p', String(port)];
  const { close } = await start({ path, args, ready: /version \S+ running/ });
  return { url: `mqtt://127.0.0.1:${port}`, close };
}
