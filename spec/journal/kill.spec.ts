import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { readContent } from '../../lib/journal/content';
import { receive } from '../../lib/viewer/http/receive';
import type { ReceivedSpan } from '../../lib/viewer/store/received-span';
import { TraceStore } from '../../lib/viewer/store/trace-store';
import { namesIn } from '../delivery/ended-spans';
import { close, listen } from '../support/backend';
import { runFixture, type FixtureEnd } from '../support/run-fixture';
import { filesIn, useFolder } from './journal-folder';

interface Kill {
  readonly way: string;
  /** `null`: it has an exit code, and nobody heard of its end all the same. */
  readonly signal: NodeJS.Signals | null;
  readonly sent?: NodeJS.Signals;
  readonly nodeOptions?: readonly string[];
}

const KILLS: readonly Kill[] = [
  { way: 'wait', signal: 'SIGKILL', sent: 'SIGKILL' },
  // By it nodemon restarts: we have no word in what it does.
  { way: 'wait', signal: 'SIGUSR2', sent: 'SIGUSR2' },
  { way: 'reallyExit', signal: null },
  { way: 'abort', signal: 'SIGABRT' },
  { way: 'segfault', signal: 'SIGSEGV' },
  {
    way: 'memory',
    signal: 'SIGABRT',
    nodeOptions: ['--max-old-space-size=30'],
  },
];

const ENDED = ['SELECT stock', 'reserve'];
const OPEN = ['POST /charges', 'charge', 'place order'];
const ALL = [...ENDED, ...OPEN].sort();
const ERROR = 2;

/** A backend that is down until it is told to be up. */
class Backend {
  readonly spans: ReceivedSpan[] = [];
  isUp = false;
  readonly #server = createServer((request, response) => {
    if (!this.isUp) {
      request.socket.destroy();
      return;
    }
    void receive(request, response, {
      store: new TraceStore(),
      maxBodyBytes: 1_000_000,
      onTaken: ({ spans }) => this.spans.push(...spans),
    });
  });

  async start(): Promise<string> {
    const { port } = await listen(this.#server);
    return `http://localhost:${port}`;
  }

  stop(): Promise<void> {
    return close(this.#server);
  }
}

describe('a process that is killed', () => {
  const folder = useFolder();
  let backend: Backend;
  let url = '';
  beforeEach(async () => {
    backend = new Backend();
    url = await backend.start();
  });
  afterEach(() => backend.stop());

  function run(script: string, argument: string, kill?: Kill) {
    return runFixture({
      script: join(__dirname, 'fixtures', script),
      args: [argument],
      signals: kill?.sent ? [kill.sent] : [],
      nodeOptions: kill?.nodeOptions ?? [],
      env: {
        OTEL_EXPORTER_OTLP_ENDPOINT: url,
        EVERSPAN_JOURNAL_DIR: folder(),
      },
    });
  }

  function namesOnDisk(): readonly string[] {
    const names = filesIn(folder()).flatMap((name) => {
      const content = readContent(readFileSync(join(folder(), name)));
      const ended = content.ended.map(({ payload }) => payload);
      return [...content.started, ...ended].flatMap(namesIn);
    });
    return [...new Set(names)].sort();
  }

  async function startNext(): Promise<FixtureEnd> {
    backend.isUp = true;
    return run('next-start.cjs', String(ALL.length));
  }

  for (const kill of KILLS) {
    const by = kill.sent ? `by ${kill.sent} from outside` : `by ${kill.way}`;

    it(`${by} leaves all spans to the next start, which sends them`, async () => {
      const end = await run('die-hard.cjs', kill.way, kill);
      expect(end).to.include({ signal: kill.signal, overran: false });
      expect(namesOnDisk()).to.deep.equal(ALL);
      expect(backend.spans).to.deep.equal([]);

      const next = await startNext();
      expect(next).to.include({ code: 0, overran: false });
      const names = backend.spans.map(({ name }) => name).sort();
      expect(names).to.deep.equal(ALL);
      for (const span of backend.spans) {
        const isOpen = OPEN.includes(span.name);
        const text = JSON.stringify(span.attributes);
        expect(text.includes('killed'), span.name).to.equal(isOpen);
        expect(span.status.code, span.name).to.equal(isOpen ? ERROR : 0);
        expect(BigInt(span.endTimeUnixNano) > 0n).to.equal(true);
      }
      expect(filesIn(folder())).to.deep.equal([]);
    });
  }

  it('leaves them to a short program, which takes them along', async () => {
    await run('die-hard.cjs', 'abort');
    backend.isUp = true;
    const end = await run('../../deaths/fixtures/natural-end.cjs', '');
    expect(end).to.include({ code: 0 });
    const names = backend.spans.map(({ name }) => name);
    expect(names.sort()).to.deep.equal([...ALL, ...ALL].sort());
    expect(filesIn(folder())).to.deep.equal([]);
  });

  it('after another one was killed, both are sent', async () => {
    await run('die-hard.cjs', 'abort');
    await run('die-hard.cjs', 'segfault');
    backend.isUp = true;
    const twice = String(2 * ALL.length);
    expect(await run('next-start.cjs', twice)).to.include({ code: 0 });
    const ids = new Set(backend.spans.map(({ spanId }) => spanId));
    expect(ids.size).to.equal(2 * ALL.length);
    expect(filesIn(folder())).to.deep.equal([]);
  });
});

describe('a process that ends well', () => {
  const folder = useFolder();

  it('leaves no file', async () => {
    const backend = new Backend();
    backend.isUp = true;
    const url = await backend.start();
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: url,
      EVERSPAN_JOURNAL_DIR: folder(),
    };
    for (const name of ['natural-end', 'exit-1', 'uncaught-failure']) {
      const script = join(__dirname, '../deaths/fixtures', `${name}.cjs`);
      await runFixture({ script, env });
      expect(filesIn(folder()), name).to.deep.equal([]);
    }
    await backend.stop();
  });
});
