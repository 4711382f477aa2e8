/** RabbitMQ, beside any other that runs on this machine. */
import { type Broker, freePort, ownFolder, start } from './broker-process';
import { type Program, requirePath } from './program';

export const RABBITMQ: Program = {
  command: 'rabbitmq-server',
  debian: 'rabbitmq-server',
  homebrew: 'rabbitmq',
};

/** Erlang's register of nodes; without one of our own RabbitMQ leaves one. */
const EPMD: Program = {
  command: 'epmd',
  debian: 'erlang-base',
  homebrew: 'erlang',
};

/** `RABBITMQ_URL` where it is set, else a RabbitMQ of its own. */
export async function startRabbitMq(): Promise<Broker> {
  const { RABBITMQ_URL: url } = process.env;
  return url ? { url, close: () => Promise.resolve() } : startOwn();
}

async function startOwn(): Promise<Broker> {
  const path = requirePath(RABBITMQ);
  const [port, distPort, epmdPort] = await Promise.all([
    freePort(),
    freePort(),
    freePort(),
  ]);
  const [folder, removeFolder] = ownFolder();
  const epmdEnv = {
    ERL_EPMD_PORT: String(epmdPort),
    ERL_EPMD_ADDRESS: '127.0.0.1',
  };
  const epmd = await start({
    path: requirePath(EPMD),
    args: ['-debug'],
    env: epmdEnv,
    ready: /epmd running/,
    afterwards: removeFolder,
  });
  const { close } = await start({
    path,
    env: { ...epmdEnv, ...environment(folder, { port, distPort }) },
    ready: /Server startup complete/,
    afterwards: epmd.close,
  });
  return { url: `amqp://127.0.0.1:${port}`, close };
}

interface Ports {
  readonly port: number;
  readonly distPort: number;
}

function environment(
  folder: string,
  { port, distPort }: Ports,
): Record<string, string> {
  return {
    HOME: folder,
    RABBITMQ_NODENAME: `everspan-${port}@localhost`,
    RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
    RABBITMQ_NODE_PORT: String(port),
    RABBITMQ_DIST_PORT: String(distPort),
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS:
      '-kernel inet_dist_use_interface {127,0,0,1}',
    RABBITMQ_MNESIA_BASE: folder,
    RABBITMQ_LOG_BASE: folder,
    RABBITMQ_LOGS: '-',
    RABBITMQ_PID_FILE: `${folder}/pid`,
    RABBITMQ_ENABLED_PLUGINS_FILE: `${folder}/plugins`,
    // The settings of the RabbitMQ that may be installed here.
    RABBITMQ_CONF_ENV_FILE: '/dev/null',
    // It then is the one process that was started, and no shell around it.
    RUNNING_UNDER_SYSTEMD: 'true',
  };
}
