import { expect } from 'chai';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { Rejected } from '../../lib/journal/rejected';
import { decodeTraces } from '../../lib/viewer/otlp/decode';
import { ended } from '../journal/journal-folder';
import {
  everspan,
  fixture,
  interruptions,
  launch,
  REGISTER,
  startBackend,
  type Backend,
  type CommandEnd,
} from './command-line';
import { close, listen } from '../support/backend';
import { temporaryFolder } from '../support/temporary-folder';

const BOTH = ['charge killed', 'place killed'];

describe('everspan drain', () => {
  let backend: Backend;
  let folder: string;

  beforeEach(async () => {
    backend = await startBackend();
    folder = temporaryFolder();
  });

  afterEach(() => backend.close());

  const environment = (): Record<string, string> => ({
    EVERSPAN_JOURNAL_DIR: folder,
    OTEL_EXPORTER_OTLP_ENDPOINT: backend.url,
  });

  /** Leaves the journal of a process that was killed. */
  const leave = async (more: Record<string, string> = {}): Promise<void> => {
    const env = { ...environment(), ...more };
    const node = [process.execPath, '--require', REGISTER];
    const command = [...node, fixture('killed.cjs')];
    expect((await launch(command, { env }).end).signal).to.equal('SIGKILL');
  };

  const journals = (): string[] =>
    readdirSync(folder).filter((name) => name !== 'secret');

  it('sends what dead processes left in the usual folder', async () => {
    await leave();
    const end = await everspan(['drain'], { env: environment() }).end;
    const stdout = '2 spans sent, 0 left, 0 refused\n';
    expect(end).to.include({ code: 0, stdout, stderr: '' });
    expect(interruptions(backend.spans)).to.deep.equal(BOTH);
    expect(journals()).to.deep.equal([]);
  });

  it('sends what lies in another folder', async () => {
    await leave();
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: backend.url };
    const end = await everspan(['drain', folder], { env }).end;
    expect(end.code).to.equal(0);
    expect(interruptions(backend.spans)).to.deep.equal(BOTH);
  });

  it('has nothing to do in an empty folder', async () => {
    const end = await everspan(['drain', temporaryFolder()]).end;
    const stdout = '0 spans sent, 0 left, 0 refused\n';
    expect(end).to.include({ code: 0, stdout });
  });

  /** What `drain` says where the backend answers 401 to all that was left. */
  const refused = async (more: Record<string, string>): Promise<CommandEnd> => {
    const strict = createServer((_, response) => {
      response.writeHead(401).end();
    });
    const { port } = await listen(strict);
    const url = `http://localhost:${port}`;
    const env = { ...environment(), OTEL_EXPORTER_OTLP_ENDPOINT: url };
    await leave({ ...env, ...more });
    const end = await everspan(['drain'], { env }).end;
    await close(strict);
    return end;
  };

  it('leaves what a backend does not take, and says why', async () => {
    const end = await refused({});
    expect(end).to.include({ code: 1 });
    const [counts, why] = end.stdout.split('\n');
    expect(counts).to.equal('0 spans sent, 2 left, 0 refused');
    expect(why).to.match(
      /^2 spans of unknown_service\S* for \S+\/v1\/traces: HTTP 401$/,
    );
    expect(journals()).to.have.lengthOf(1);
  });

  it('says so of another service too, which it may send for', async () => {
    const end = await refused({ OTEL_SERVICE_NAME: 'orders' });
    expect(end.stdout).to.match(/\n2 spans of orders for \S+: HTTP 401\n/);
  });

  it('leaves what another service sends with other headers', async () => {
    await leave({
      OTEL_SERVICE_NAME: 'orders',
      OTEL_EXPORTER_OTLP_HEADERS: 'x-key=1',
    });
    const end = await everspan(['drain'], { env: environment() }).end;
    expect(end).to.include({ code: 1 });
    expect(end.stdout).to.include(
      `2 spans of orders for ${backend.url}/v1/traces: another service, ` +
        'with other headers',
    );
    expect(end.stdout).to.not.include('x-key');
    expect(backend.spans).to.deep.equal([]);
  });

  it('names the endpoint that others are bound to, once', async () => {
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' };
    const settings = { ...env, EVERSPAN_EXIT_TIMEOUT_MS: '0' };
    for (let death = 0; death < 2; death += 1) await leave(settings);
    const end = await everspan(['drain'], { env: environment() }).end;
    expect(end).to.include({ code: 1, stderr: '' });
    expect(end.stdout).to.match(
      /\n4 spans of \S+ for http:\/\/127.0.0.1:1\/v1\/traces: another endpoint .*\n$/,
    );
    expect(journals()).to.have.lengthOf(2);
  });

  it('tells of what a backend refused for good, and leaves it there', async () => {
    new Rejected(folder, { maxBytes: 1e6, maxAgeMs: 1e9 }).keep(
      ended('poison'),
      'HTTP 400',
    );
    const end = await everspan(['drain'], { env: environment() }).end;
    expect(end).to.include({
      code: 0,
      stdout:
        '0 spans sent, 0 left, 0 refused\n' +
        `1 span that a backend refused for good: ${join(folder, 'rejected')}\n`,
    });
    expect(backend.spans).to.deep.equal([]);
  });

  it('never sends twice what two of them find', async () => {
    for (let death = 0; death < 3; death += 1) await leave();
    const both = [1, 2].map(() => everspan(['drain'], { env: environment() }));
    await Promise.all(both.map(({ end }) => end));
    expect(backend.spans).to.have.lengthOf(6);
    expect(journals()).to.deep.equal([]);
  });

  it('writes lines of OTLP JSON, wherever they were to be sent', async () => {
    await leave({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' });
    const file = join(temporaryFolder(), 'spans.jsonl');
    writeFileSync(file, '{"torn":', { mode: 0o600 });
    const args = ['drain', '--to', file];
    const end = await everspan(args, { env: environment() }).end;
    expect(end).to.include({ code: 0, stderr: '' });
    const [torn, ...lines] = readFileSync(file, 'utf8').trim().split('\n');
    expect(torn).to.equal('{"torn":');
    const decoded = lines.map((line) =>
      decodeTraces(Buffer.from(line), 'json'),
    );
    const spans = decoded.flatMap((each) => each.spans);
    expect(interruptions(spans)).to.deep.equal(BOTH);
    expect(journals()).to.deep.equal([]);
  });

  it('makes a file that others cannot read', async () => {
    const file = join(temporaryFolder(), 'spans.jsonl');
    await everspan(['drain', folder, '--to', file]).end;
    expect(statSync(file).mode & 0o777).to.equal(0o600);
  });

  for (const args of [['a', 'b'], ['/no/such'], ['--to', '/no/such/file']]) {
    it(`refuses ${args.join(' ')}`, async () => {
      const end = await everspan(['drain', ...args]).end;
      expect(end.code).to.equal(2);
      expect(end.stderr).to.match(/^everspan: ERR_EVERSPAN_USAGE: /);
    });
  }
});
