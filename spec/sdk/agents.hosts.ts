import { expect } from 'chai';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { close, listen, startBackend, type Backend } from '../support/backend';
import { runFixture } from '../support/run-fixture';
import { installInto } from './lines';

const PROJECT = join(__dirname, 'agents');
const MODULES = join(PROJECT, 'node_modules');
const SCRIPT = join(__dirname, 'fixtures', 'agents.cjs');
const REGISTER = join(MODULES, 'everspan/dist/register.js');

const FOREIGN = 'WARN_EVERSPAN_FOREIGN_PROVIDER';
const ALL = ['SELECT', 'charge', 'place order'];

type Variables = Readonly<Record<string, string>>;

interface Agent {
  readonly name: string;
  readonly preload: string;
  readonly env?: Variables;
  /** Who makes the spans, if `init` is called after it. */
  readonly maker: 'everspan' | 'agent';
  /** Whether its spans come to our backend, in the life of the process. */
  readonly isExporting?: boolean;
}

const AGENTS: readonly Agent[] = [
  {
    name: '@opentelemetry/auto-instrumentations-node/register',
    preload: '@opentelemetry/auto-instrumentations-node/build/src/register.js',
    maker: 'agent',
    isExporting: true,
  },
  { name: 'dd-trace/init', preload: 'dd-trace/init.js', maker: 'everspan' },
  {
    name: 'dd-trace/init with DD_TRACE_OTEL_ENABLED',
    preload: 'dd-trace/init.js',
    env: { DD_TRACE_OTEL_ENABLED: 'true' },
    maker: 'agent',
  },
  {
    name: 'elastic-apm-node/start',
    preload: 'elastic-apm-node/start.js',
    maker: 'everspan',
  },
  {
    name: 'elastic-apm-node/start with its bridge',
    preload: 'elastic-apm-node/start.js',
    env: { ELASTIC_APM_OPENTELEMETRY_BRIDGE_ENABLED: 'true' },
    maker: 'agent',
  },
  { name: 'newrelic', preload: 'newrelic/index.js', maker: 'everspan' },
  {
    name: 'newrelic with its bridge',
    preload: 'newrelic/index.js',
    env: {
      NEW_RELIC_OPENTELEMETRY_ENABLED: 'true',
      NEW_RELIC_OPENTELEMETRY_TRACES_ENABLED: 'true',
    },
    maker: 'agent',
  },
];

/** Beside the agent's own preload. */
const ORDERS: readonly (readonly [string, (agent: string) => string[]])[] = [
  ['alone', (agent) => [agent]],
  ['before register', (agent) => [agent, REGISTER]],
  ['after register', (agent) => [REGISTER, agent]],
];

/** Nobody asks the network whose cloud this is. */
const NO_DETECTION: Variables = {
  OTEL_NODE_RESOURCE_DETECTORS: 'env',
  ELASTIC_APM_CLOUD_PROVIDER: 'none',
  ...Object.fromEntries(
    ['AWS', 'AZURE', 'AZUREFUNCTION', 'GCP', 'PCF', 'DOCKER', 'KUBERNETES'].map(
      (cloud) => [`NEW_RELIC_UTILIZATION_DETECT_${cloud}`, 'false'],
    ),
  ),
};

/** Takes all, and remembers it. */
async function startVendor() {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      bodies.push(body.toString('latin1'));
      response.end('{}');
    });
  });
  const { port } = await listen(server);
  return { port: String(port), bodies, close: () => close(server) };
}

describe('an agent that a program is started with', () => {
  let backend: Backend;
  let vendor: Awaited<ReturnType<typeof startVendor>>;

  before(() => installInto(PROJECT));

  beforeEach(async () => {
    backend = await startBackend();
    vendor = await startVendor();
  });

  afterEach(async () => {
    await backend.close();
    await vendor.close();
  });

  function run(preloads: readonly string[], calls: string[], env?: Variables) {
    const url = `http://127.0.0.1:${vendor.port}`;
    return runFixture({
      script: SCRIPT,
      args: calls,
      limitMs: 60_000,
      env: {
        NODE_OPTIONS: preloads.map((path) => `--require=${path}`).join(' '),
        HOST_MODULES: PROJECT,
        OTEL_EXPORTER_OTLP_ENDPOINT: backend.url,
        OTEL_METRICS_EXPORTER: 'none',
        OTEL_LOGS_EXPORTER: 'none',
        ...NO_DETECTION,
        EVERSPAN_EXIT_TIMEOUT_MS: '8000',
        DD_TRACE_AGENT_URL: url,
        DD_INSTRUMENTATION_TELEMETRY_ENABLED: 'false',
        DD_REMOTE_CONFIGURATION_ENABLED: 'false',
        ELASTIC_APM_DISABLE_SEND: 'true',
        ELASTIC_APM_LOG_LEVEL: 'off',
        NEW_RELIC_APP_NAME: 'own',
        NEW_RELIC_LICENSE_KEY: '0'.repeat(40),
        NEW_RELIC_HOST: '127.0.0.1',
        NEW_RELIC_PORT: vendor.port,
        NEW_RELIC_LOG_ENABLED: 'false',
        ...env,
      },
    });
  }

  /** Of ours, the distribution says so. */
  function sentBy(maker: Agent['maker']): readonly string[] {
    return backend.requests
      .flatMap(({ spans }) => spans)
      .filter(({ resource: { attributes } }) => {
        const isOurs = attributes['telemetry.distro.name'] === 'everspan';
        return isOurs === (maker === 'everspan');
      })
      .map(({ name }) => name)
      .toSorted();
  }

  for (const { name, preload, env, maker, isExporting } of AGENTS) {
    for (const [order, preloadsOf] of ORDERS) {
      it(`${name}, ${order}, and init: each span is sent at most once`, async () => {
        const preloads = preloadsOf(join(MODULES, preload));
        const { code, stderr } = await run(preloads, ['init'], env);
        expect(code).to.equal(0);
        expect(stderr.match(/WARN_EVERSPAN\w+/g) ?? []).to.deep.equal(
          maker === 'agent' ? [FOREIGN] : [],
        );
        expect(sentBy('everspan')).to.deep.equal(
          maker === 'everspan' ? ALL : [],
        );
        expect(sentBy('agent')).to.deep.equal(isExporting ? ALL : []);
      });
    }
  }

  for (const { name, preload, env } of AGENTS.filter(isMaker)) {
    it(`${name}: everspan delivers at process.exit`, async () => {
      const path = join(MODULES, preload);
      expect((await run([path], ['init', 'exit'], env)).code).to.equal(1);
      expect(sentBy('everspan')).to.deep.equal(ALL);
    });
  }

  it('dd-trace gets the spans that it makes', async () => {
    const env = { DD_TRACE_OTEL_ENABLED: 'true' };
    const path = join(MODULES, 'dd-trace/init.js');
    await run([path], ['init'], env);
    expect(vendor.bodies.join()).to.include('place order');
  });
});

function isMaker({ maker }: Agent): boolean {
  return maker === 'everspan';
}
