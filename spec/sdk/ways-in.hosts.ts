import { expect } from 'chai';
import { join } from 'node:path';
import { startBackend, type Backend } from '../support/backend';
import { runFixture } from '../support/run-fixture';
import { sdkLines } from './lines';

const SCRIPT = join(__dirname, 'fixtures', 'ways-in.cjs');

interface Way {
  /** What the program calls, in order. */
  readonly calls: readonly string[];
  /** Of the resource: it tells who makes the spans. */
  readonly service: string;
  readonly warning?: string;
}

const WAYS: readonly Way[] = [
  { calls: ['init'], service: 'own' },
  { calls: ['init', 'init'], service: 'own' },
  { calls: ['node-sdk'], service: 'host' },
  { calls: ['processor'], service: 'host' },
  { calls: ['processor', 'hooks'], service: 'host' },
  {
    calls: ['node-sdk', 'init'],
    service: 'host',
    warning: 'WARN_EVERSPAN_FOREIGN_PROVIDER',
  },
  {
    calls: ['processor', 'init'],
    service: 'host',
    warning: 'WARN_EVERSPAN_INIT_TWICE',
  },
  {
    calls: ['init', 'processor'],
    service: 'own',
    warning: 'WARN_EVERSPAN_INIT_TWICE',
  },
];

/** Before the program, by the command line or by the environment. */
const PRELOADS = ['', '--require', '--import'];

for (const { name, project, node } of sdkLines()) {
  describe(`a program on ${name}`, () => {
    let backend: Backend;

    beforeEach(async () => {
      backend = await startBackend();
    });

    afterEach(() => backend.close());

    const register = join(project, 'node_modules/everspan/dist/register.js');

    for (const preload of PRELOADS) {
      for (const { calls, service, warning } of WAYS) {
        const way = [preload && `${preload} register`, ...calls].join(' + ');

        it(`sends each span once by ${way}`, async () => {
          const end = await runFixture({
            script: SCRIPT,
            args: calls,
            node,
            env: {
              ...(preload && { NODE_OPTIONS: `${preload}=${register}` }),
              HOST_MODULES: project,
              OTEL_EXPORTER_OTLP_ENDPOINT: backend.url,
              OTEL_METRICS_EXPORTER: 'none',
              OTEL_LOGS_EXPORTER: 'none',
            },
          });
          const spans = backend.requests.flatMap((request) => request.spans);
          const names = spans.map((span) => span.name);
          expect(names).to.have.members(['place', 'charge', 'SELECT']);
          for (const { resource } of spans) {
            expect(resource.attributes['service.name']).to.equal(service);
          }
          expect(end.code).to.equal(1);
          const codes = end.stderr.match(/WARN_\w+/g) ?? [];
          expect(codes).to.deep.equal(warning ? [warning] : []);
        });
      }
    }
  });
}
