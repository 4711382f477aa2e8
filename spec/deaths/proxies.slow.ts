import { expect } from 'chai';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  startBackend,
  type Backend,
  type BackendOptions,
} from '../support/backend';
import { makeCertificates } from '../support/certificates';
import { ownLines } from '../support/host-view';
import { startProxy, type Proxy, type ProxyOptions } from '../support/proxy';
import { newJournalFolder } from '../support/journal-folder';
import { runFixture, type FixtureEnd } from '../support/run-fixture';
import { temporaryFolder } from '../support/temporary-folder';
import { SPANS_PER_DEATH } from './deaths';
import { FIXTURES } from './die';

const certificates = makeCertificates();
const { ca, server, client } = certificates;

interface Way {
  readonly name: string;
  readonly endpoint: string;
  readonly backend: BackendOptions;
  readonly options: object;
}

const COMMAND_LINE = join(__dirname, '..', '..', 'dist', 'cli', 'main.js');

/** No name server knows them: only the proxy does. */
const WAYS: readonly Way[] = [
  {
    name: 'relayed',
    endpoint: 'http://backend.test:4318',
    backend: {},
    options: { headers: { 'x-api-key': 'k-1' } },
  },
  {
    name: 'through a tunnel',
    endpoint: 'https://backend.test',
    backend: { tls: { ...server, ca } },
    options: {
      headers: { 'x-api-key': 'k-1' },
      tls: { ca, ...client, servername: 'localhost' },
      compression: 'gzip',
    },
  },
];

type Variables = Readonly<Record<string, string>>;

interface Trial {
  readonly backend: Backend;
  readonly proxy: Proxy;
  readonly run: (
    fixture: string,
    env?: Variables,
    supervisor?: readonly string[],
  ) => Promise<FixtureEnd>;
}

/** The machine may be busy: only who is silent is not waited for. */
const LIMIT_MS = 40_000;
const PATIENT = { EVERSPAN_EXIT_TIMEOUT_MS: '30000', FLUSH_MS: '30000' };

async function within(
  way: Way,
  options: ProxyOptions,
  fn: (trial: Trial) => Promise<void>,
): Promise<void> {
  const backend = await startBackend(way.backend);
  const to = Number(new URL(backend.url).port);
  const proxy = await startProxy({ ...options, to });
  const scheme = options.tls ? 'https' : 'http';
  const all = {
    ...PATIENT,
    OTEL_EXPORTER_OTLP_ENDPOINT: way.endpoint,
    EVERSPAN_FIXTURE_OPTIONS: JSON.stringify(way.options),
    EVERSPAN_JOURNAL_DIR: newJournalFolder(),
    NODE_EXTRA_CA_CERTS: authorityFile(),
    ALL_PROXY: `${scheme}://me:p%40ss@localhost:${proxy.port}`,
  };
  const run: Trial['run'] = (fixture, env = {}, supervisor = []) =>
    runFixture({
      script: join(FIXTURES, fixture),
      env: { ...all, ...env },
      limitMs: LIMIT_MS,
      launcher: supervisor.length > 0 ? [process.execPath, ...supervisor] : [],
    });
  try {
    await fn({ backend, proxy, run });
  } finally {
    await proxy.close();
    await backend.close();
  }
}

function authorityFile(): string {
  const file = join(temporaryFolder(), 'ca.pem');
  writeFileSync(file, ca);
  return file;
}

const PROXIES: Readonly<Record<string, ProxyOptions>> = {
  'a proxy': { credentials: 'me:p@ss' },
  'a proxy that speaks TLS': { credentials: 'me:p@ss', tls: server },
};

for (const fixture of ['long-lived.cjs', 'exit-1.cjs']) {
  describe(`${fixture}, by a proxy`, () => {
    for (const way of WAYS) {
      for (const [name, options] of Object.entries(PROXIES)) {
        it(`delivers everything in time, ${way.name} by ${name}`, () =>
          within(way, options, async ({ backend, proxy, run }) => {
            const end = await run(fixture);
            expect(ownLines(end)).to.deep.equal([]);
            const spans = backend.spans(end.goneAtMs);
            expect(spans).to.have.lengthOf(SPANS_PER_DEATH);
            expect(proxy.seen).to.not.have.lengthOf(0);
            for (const { headers } of backend.requests) {
              expect(headers).to.include({ 'x-api-key': 'k-1' });
            }
          }));
      }
    }
  });
}

/** What is said of spans that stay, for a proxy that does something else. */
const INSTEAD = {
  407: 'HTTP 407',
  reset: 'proxy: ECONNRESET',
  garbage: 'proxy: HPE_',
  hang: 'timeout',
} as const;

describe('a death by a proxy that is not well', () => {
  for (const way of WAYS) {
    for (const [instead, why] of Object.entries(INSTEAD)) {
      it(`is told once, and all is kept, ${way.name}: ${instead}`, () =>
        within(way, insteadOf(instead), async ({ run }) => {
          // For one that is silent, all of it is waited for.
          const isSilent = instead === 'hang';
          const end = await run('exit-1.cjs', isSilent ? SHORT : {});
          expectKept(end, why);
        }));
    }

    it(`delivers later, by a proxy that is well, ${way.name}`, () =>
      within(way, {}, async ({ backend, run }) => {
        expectKept(await run('exit-1.cjs', NOWHERE), 'proxy: ECONNREFUSED');
        await run('next-start.cjs');
        expect(backend.spans()).to.have.lengthOf(SPANS_PER_DEATH);
      }));

    it(`is made up for by everspan run, ${way.name}`, () =>
      within(way, { credentials: 'me:p@ss' }, async ({ backend, run }) => {
        const end = await run('abort.cjs', {}, [COMMAND_LINE, 'run', '--']);
        expect(end.signal).to.equal('SIGABRT');
        expect(ownLines(end)).to.deep.equal([]);
        const spans = backend.spans(end.goneAtMs);
        expect(spans).to.have.lengthOf(SPANS_PER_DEATH);
      }));
  }
});

const SHORT = { EVERSPAN_EXIT_TIMEOUT_MS: '500' };
/** Nothing may listen there without rights. */
const NOWHERE = { ALL_PROXY: 'http://me:p%40ss@localhost:1' };

function insteadOf(name: string): ProxyOptions {
  return { instead: (Number(name) || name) as ProxyOptions['instead'] & {} };
}

function expectKept(end: FixtureEnd, why: string): void {
  expect(end).to.include({ code: 1, overran: false });
  expect(ownLines(end)).to.have.lengthOf(1);
  expect(end.stderr).to.include(why).and.include('the next start sends them');
  expect(end.stderr).to.not.include('p@ss').and.not.include('p%40ss');
}
