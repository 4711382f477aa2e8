import { expect } from 'chai';
import { join } from 'node:path';
import { startBackend, type Backend } from '../support/backend';
import { runFixture } from '../support/run-fixture';
import { installInto } from './lines';
import { startSentryServer, type SentryServer } from './sentry-server';

const PROJECT = join(__dirname, 'owners');
const SCRIPT = join(__dirname, 'fixtures', 'owners.cjs');

const FOREIGN = 'WARN_EVERSPAN_FOREIGN_PROVIDER';

interface Case {
  /** What the program does, in order. */
  readonly steps: readonly string[];
  /** Who gets its spans. */
  readonly to: 'us' | 'Sentry' | 'both';
  /** Of the resource of what we see: it tells who makes the spans. */
  readonly service?: string;
  readonly warning?: string;
}

const CASES: readonly Case[] = [
  { steps: ['sentry-10'], to: 'Sentry' },
  { steps: ['sentry-10', 'init'], to: 'Sentry', warning: FOREIGN },
  { steps: ['sentry-10-processor'], to: 'both', service: 'named' },
  { steps: ['init', 'sentry-10'], to: 'us', service: 'own' },
  { steps: ['sentry-11-owner'], to: 'Sentry' },
  { steps: ['sentry-11-owner', 'init'], to: 'Sentry', warning: FOREIGN },
  { steps: ['sentry-11', 'init'], to: 'us', service: 'own' },
  { steps: ['vercel'], to: 'us', service: 'vercel' },
  { steps: ['vercel', 'init'], to: 'us', service: 'vercel', warning: FOREIGN },
  { steps: ['vercel-processor'], to: 'us', service: 'vercel' },
];

describe('a vendor that owns the tracer provider', () => {
  let backend: Backend;
  let sentry: SentryServer;

  before(() => installInto(PROJECT));

  beforeEach(async () => {
    backend = await startBackend();
    sentry = await startSentryServer();
  });

  afterEach(async () => {
    await backend.close();
    await sentry.close();
  });

  async function run(
    steps: readonly string[],
    preload?: string,
  ): Promise<Awaited<ReturnType<typeof runFixture>>> {
    const register = join(PROJECT, 'node_modules/everspan/dist/register.js');
    return runFixture({
      script: SCRIPT,
      args: steps,
      limitMs: 40_000,
      env: {
        ...(preload && { NODE_OPTIONS: `${preload}="${register}"` }),
        // Of Sentry's own resource; Vercel is told by its caller.
        ...(steps.includes('sentry-10-processor') && {
          OTEL_SERVICE_NAME: 'named',
        }),
        HOST_MODULES: PROJECT,
        SENTRY_URL: sentry.url,
        OTEL_EXPORTER_OTLP_ENDPOINT: backend.url,
        EVERSPAN_EXIT_TIMEOUT_MS: '8000',
      },
    });
  }

  function seen(): Readonly<Record<'us' | 'Sentry', readonly unknown[]>> {
    const ours = backend.requests.flatMap(({ spans }) => spans);
    const pair = (name: string, workflow: unknown) =>
      `${name} of ${String(workflow)}`;
    return {
      us: ours.map(({ name, attributes }) =>
        pair(name, attributes['everspan.workflow.name']),
      ),
      Sentry: sentry.spans.map(({ name, workflow }) => pair(name, workflow)),
    };
  }

  function services(): readonly unknown[] {
    const ours = backend.requests.flatMap(({ spans }) => spans);
    const names = ours.map(({ resource }) => resource.attributes);
    return [...new Set(names.map((each) => each['service.name']))];
  }

  const ALL = ['place order of place order', 'charge of place order'];

  for (const preload of [undefined, '--require', '--import']) {
    for (const { steps, to, service, warning } of CASES) {
      const way = [preload && `${preload} register`, ...steps];
      it(`gets each span once by ${way.filter(Boolean).join(' + ')}`, async () => {
        const { code, stderr } = await run(steps, preload);
        expect(stderr.match(/WARN_\w+/g) ?? []).to.deep.equal(
          warning ? [warning] : [],
        );
        expect(code).to.equal(0);
        expect(seen().us).to.have.members(to === 'Sentry' ? [] : ALL);
        expect(services()).to.deep.equal(service ? [service] : []);
        expect(seen().Sentry).to.have.members(to === 'us' ? [] : ALL);
      });
    }
  }

  for (const owner of ['sentry-10-processor', 'vercel-processor']) {
    it(`loses no span by process.exit with ${owner}`, async () => {
      const { code } = await run([owner, 'exit']);
      expect(code).to.equal(1);
      expect(seen().us).to.deep.equal(['die of die']);
    });
  }
});
