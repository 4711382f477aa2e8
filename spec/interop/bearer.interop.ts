/** A real Collector that lets in who has a token. */
import { expect } from 'chai';
import { join } from 'node:path';
import { everspan } from '../cli/command-line';
import { ownLines } from '../support/host-view';
import { newJournalFolder } from '../support/journal-folder';
import { runFixture } from '../support/run-fixture';
import {
  skipWithoutComponent,
  startCollector,
  startSink,
  until,
  type Collector,
  type Sink,
} from './collector';

const SCRIPT = join(__dirname, 'fixtures', 'everything.cjs');
const RIGHT = 'Authorization=Bearer%20t0ken-1';
const WRONG = 'Authorization=Bearer%20t0ken-2';

describe('a real Collector that wants a bearer token', () => {
  let sink: Sink;
  let collector: Collector;

  before(function () {
    skipWithoutComponent(this, 'bearertokenauth');
  });

  beforeEach(async () => {
    sink = await startSink();
    collector = await startCollector({
      extensions: { bearertokenauth: 'token: "t0ken-1"' },
      receiver: 'auth: { authenticator: bearertokenauth }',
      exporters: { 'otlphttp/sink': sink.exporter },
    });
  });

  afterEach(async () => {
    await collector.stop();
    await sink.close();
  });

  function environment(headers: string, folder: string) {
    return {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${collector.port}`,
      OTEL_EXPORTER_OTLP_HEADERS: headers,
      OTEL_SERVICE_NAME: 'fixture',
      EVERSPAN_JOURNAL_DIR: folder,
    };
  }

  async function expectAll(): Promise<void> {
    await until(() => sink.spans().length >= 2);
    const names = sink.spans().map(({ name }) => name);
    expect(names).to.have.members(['everything', 'ok']);
  }

  for (const how of ['flush', 'exit']) {
    it(`takes spans with the token, at ${how}`, async () => {
      const env = environment(RIGHT, newJournalFolder());
      const end = await runFixture({ script: SCRIPT, args: [how], env });
      expect(ownLines(end)).to.deep.equal([]);
      await expectAll();
    });

    it(`refuses another token, at ${how}; once that is right it has all`, async () => {
      const folder = newJournalFolder();
      const env = environment(WRONG, folder);
      const end = await runFixture({ script: SCRIPT, args: [how], env });
      expect(ownLines(end).join()).to.include('HTTP 401');
      expect(sink.spans()).to.deep.equal([]);
      const mended = environment(RIGHT, folder);
      expect((await everspan(['drain'], { env: mended }).end).code).to.equal(0);
      await expectAll();
    });
  }

  for (const [headers, code] of [
    [RIGHT, undefined],
    [WRONG, 'key-refused'],
  ] as const) {
    it(`has everspan doctor say ${code ?? 'that all is well'}`, async () => {
      const env = environment(headers, newJournalFolder());
      const { stdout } = await everspan(['doctor'], { env }).end;
      const wrong = /^wrong .*\[(\S+)\]$/m.exec(stdout)?.[1];
      expect(wrong).to.equal(code);
      expect(stdout).to.not.include('t0ken');
    });
  }
});
