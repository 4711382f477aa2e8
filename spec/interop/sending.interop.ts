import { expect } from 'chai';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MAIN } from '../cli/command-line';
import { makeCertificates } from '../support/certificates';
import { ownLines } from '../support/host-view';
import { newJournalFolder } from '../support/journal-folder';
import { runFixture, type FixtureEnd } from '../support/run-fixture';
import { temporaryFolder } from '../support/temporary-folder';
import {
  skipWithoutCollector,
  startCollector,
  startSink,
  until,
  type Collector,
  type CollectorConfig,
  type ForwardedSpan,
  type Sink,
} from './collector';
import { EVERYTHING } from './everything';

const SCRIPT = join(__dirname, 'fixtures', 'everything.cjs');
const LIMIT_MS = 40_000;
const certificates = makeCertificates();

function fileOf(name: string, text: string): string {
  const file = join(temporaryFolder(), name);
  writeFileSync(file, text);
  return file;
}

type Variables = Readonly<Record<string, string>>;

/** A program whose limits are hit, so that something is dropped. */
function run(how: string, port: number, env: Variables = {}) {
  return runFixture({
    script: SCRIPT,
    args: [how],
    limitMs: LIMIT_MS,
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      OTEL_RESOURCE_ATTRIBUTES: 'team=a%20b',
      OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: '9',
      OTEL_SPAN_EVENT_COUNT_LIMIT: '1',
      EVERSPAN_EXIT_TIMEOUT_MS: '30000',
      ...env,
    },
  });
}

function drain(port: number, env: Variables): Promise<FixtureEnd> {
  return runFixture({
    script: MAIN,
    args: ['drain'],
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      OTEL_SERVICE_NAME: 'fixture',
      ...env,
    },
  });
}

describe('a real Collector is sent spans', () => {
  let sink: Sink;
  let collector: Collector | undefined;

  before(function () {
    skipWithoutCollector(this);
  });

  beforeEach(async () => {
    sink = await startSink();
  });

  afterEach(async () => {
    await collector?.stop();
    await sink.close();
  });

  async function start(config: Partial<CollectorConfig> = {}) {
    const exporters = { 'otlphttp/sink': sink.exporter };
    collector = await startCollector({ exporters, ...config });
    return collector;
  }

  async function expectAll(): Promise<void> {
    await until(() => sink.spans().length >= 2);
    const names = sink.spans().map(({ name }) => name);
    expect(names).to.have.members(['everything', 'ok']);
    const span = sink.spans().find(({ name }) => name === 'everything');
    expect(comparable(span)).to.deep.equal(EVERYTHING);
  }

  for (const how of ['flush', 'exit']) {
    it(`with all that they carry, at ${how}`, async () => {
      const { port } = await start();
      expect(ownLines(await run(how, port))).to.deep.equal([]);
      await expectAll();
    });

    it(`compressed, by TLS with certificates of both sides, at ${how}`, async () => {
      const { ca, server, client } = certificates;
      const { port } = await start({
        receiver: `tls: { cert_file: ${fileOf('cert', server.cert)}, key_file: ${fileOf('key', server.key)}, client_ca_file: ${fileOf('ca', ca)} }`,
      });
      const end = await run(how, port, {
        OTEL_EXPORTER_OTLP_ENDPOINT: `https://localhost:${port}`,
        OTEL_EXPORTER_OTLP_CERTIFICATE: fileOf('ca', ca),
        OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: fileOf('cert', client.cert),
        OTEL_EXPORTER_OTLP_CLIENT_KEY: fileOf('key', client.key),
        OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
      });
      expect(ownLines(end)).to.deep.equal([]);
      await expectAll();
    });
  }

  it('that a killed process left, by everspan drain', async () => {
    const { port } = await start();
    const env = { EVERSPAN_JOURNAL_DIR: newJournalFolder() };
    const offline = { ...env, OTEL_BSP_SCHEDULE_DELAY: '60000' };
    expect((await run('abort', port, offline)).signal).to.equal('SIGKILL');
    expect((await drain(port, env)).code).to.equal(0);
    await expectAll();
  });

  it('that were kept while it had no memory for them, once it has', async () => {
    const { port, stop } = await start({
      processors: {
        memory_limiter:
          'check_interval: 50ms, limit_mib: 1, spike_limit_mib: 0',
      },
    });
    const env = { EVERSPAN_JOURNAL_DIR: newJournalFolder() };
    const short = { ...env, EVERSPAN_EXIT_TIMEOUT_MS: '2000' };
    const end = await run('exit', port, short);
    expect(ownLines(end)).to.have.lengthOf(1);
    expect(end.stderr).to.include('the next start sends them');
    await stop();
    expect(sink.spans()).to.deep.equal([]);
    await start({ port });
    expect((await drain(port, env)).code).to.equal(0);
    await expectAll();
  });

  it('without the one that is too large for it', async () => {
    const { port } = await start({ receiver: 'max_request_body_size: 4000' });
    const end = await run('exit', port, { REPEAT: '500' });
    await until(() => sink.spans().length > 0);
    expect(sink.spans().map(({ name }) => name)).to.deep.equal(['ok']);
    expect(end.stderr).to.include('WARN_EVERSPAN_REFUSED');
  });

  it('of a failed run, and writes them into its log', async () => {
    const { port, log } = await start({
      exporters: { debug: 'verbosity: detailed' },
    });
    const script = join(__dirname, '../deaths/fixtures/exit-1.cjs');
    await runFixture({
      script,
      env: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` },
      limitMs: LIMIT_MS,
    });
    await until(() => log().includes('everspan.path: Str(place order/charge)'));
    expect(log()).to.match(/everspan\.interrupted: Str\(exit\)/);
    expect(log()).to.match(/process\.exit\.code: Int\(1\)/);
    expect(log()).to.match(/Status code +: Error/);
  });
});

/** Less what differs from run to run: the span's own id, and the process. */
function comparable(span: ForwardedSpan | undefined): unknown {
  const { spanId = '', resource, ...others } = span ?? {};
  expect(spanId).to.match(/^[0-9a-f]{16}$/);
  const { attributes } = resource as { attributes: { key: string }[] };
  const own = attributes.filter(({ key }) => /^(service|team)/.test(key));
  return { ...others, resource: own };
}
