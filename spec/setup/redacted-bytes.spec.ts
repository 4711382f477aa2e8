import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { decodeTraces } from '../../lib/viewer/otlp/decode';
import type { ReceivedSpan } from '../../lib/viewer/store/received-span';
import { close, listen } from '../support/backend';
import { newJournalFolder } from '../support/journal-folder';
import { AS_USERS } from '../support/patience';
import { runFixture } from '../support/run-fixture';

const SECRET = 's3cret-';

interface Outcome {
  readonly disk: Buffer;
  readonly wire: Buffer;
  readonly spans: readonly ReceivedSpan[];
}

/** Runs the program with a backend that answers with `status`. */
async function run(end: string, status: number): Promise<Outcome> {
  const bodies: Buffer[] = [];
  const server = createServer((request, response) => {
    void request.toArray().then((chunks) => {
      bodies.push(Buffer.concat(chunks as Buffer[]));
      response.writeHead(status).end();
    });
  });
  const { port } = await listen(server);
  const folder = newJournalFolder();
  const { reports } = await runFixture({
    script: join(__dirname, 'fixtures', 'secrets.cjs'),
    args: [end],
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://localhost:${String(port)}`,
      EVERSPAN_JOURNAL_DIR: folder,
      ...(status !== 200 && AS_USERS),
    },
  });
  expect(reports).to.deep.equal(['dying']);
  await close(server);
  const spans = bodies.flatMap((body) => decodeTraces(body, 'protobuf').spans);
  return { disk: bytesIn(folder), wire: Buffer.concat(bodies), spans };
}

function bytesIn(folder: string): Buffer {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return Buffer.concat(
    files
      .filter((file) => file.isFile())
      .map((file) => readFileSync(join(file.parentPath, file.name))),
  );
}

/** The secret with what is around it, wherever it is. */
function leaks(bytes: Buffer): readonly string[] {
  const text = bytes.toString('latin1');
  return [...text.matchAll(new RegExp(`.{0,40}${SECRET}\\w+`, 'g'))].map(
    ([leak]) => leak,
  );
}

describe('what a program with secrets leaves', () => {
  for (const end of ['exit', 'crash']) {
    it(`has none on the wire after ${end}`, async () => {
      const { wire, spans } = await run(end, 200);
      expect(leaks(wire)).to.deep.equal([]);
      const names = [...new Set(spans.map(({ name }) => name))];
      expect(names).to.have.members(['place', 'charge', 'GET', 'die']);
      expect(wire.toString('latin1')).to.include('[redacted]');
    });

    it(`has none on the disk after ${end}, with the backend down`, async () => {
      const { disk, wire } = await run(end, 503);
      expect(leaks(disk)).to.deep.equal([]);
      expect(leaks(wire)).to.deep.equal([]);
      for (const name of ['place', 'charge', 'GET', 'die', '[redacted]']) {
        expect(disk.includes(name), name).to.equal(true);
      }
    });
  }

  it('has none on the disk after a kill, of what had only started either', async () => {
    const { disk } = await run('kill', 503);
    expect(leaks(disk)).to.deep.equal([]);
    for (const name of ['place', 'charge', 'GET', 'die', '[redacted]']) {
      expect(disk.includes(name), name).to.equal(true);
    }
  });

  it('shows what stood around the secrets', async () => {
    const { spans } = await run('exit', 200);
    const [charge, place, get] = ['charge', 'place', 'GET'].map((wanted) =>
      spans.find(({ name }) => name === wanted),
    );
    expect(place?.attributes).to.include({
      password: '[redacted]',
      text: 'pwd=[redacted]',
    });
    expect(charge?.attributes).to.deep.include({
      apiKey: '[redacted]',
      note: 'token=[redacted]',
      lines: ['a', 'password: [redacted]'],
    });
    expect(charge?.status.message).to.equal(
      'login failed, password=[redacted]',
    );
    const [tried, recorded, thrown] = charge?.events ?? [];
    expect(tried).to.deep.include({
      name: 'tried with pwd=[redacted]',
      attributes: {
        authorization: '[redacted]',
        url: 'https://[redacted]@host/',
      },
    });
    expect(recorded?.attributes['exception.message']).to.equal(
      'Bearer [redacted]',
    );
    expect(thrown?.attributes['exception.stacktrace'])
      .to.match(/^Error: login failed, password=\[redacted\]\n +at charge/)
      .and.include('Caused by: Error: secret: [redacted]');
    expect(charge?.links[0]?.attributes).to.deep.equal({
      secret: '[redacted]',
      text: 'secret=[redacted]',
    });
    expect(get?.attributes).to.include({
      'http.request.header.authorization': '[redacted]',
      'db.password': '[redacted]',
      'url.full': 'https://host/?q=left-as-it-is',
    });
    expect(get?.events[0]?.attributes).to.deep.equal({ cookie: '[redacted]' });
  });
});
