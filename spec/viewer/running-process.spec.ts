import { expect } from 'chai';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import {
  isRunning,
  type ReceivedSpan,
} from '../../lib/viewer/store/received-span';
import { serve, type Viewer } from '../../lib/viewer/serve';
import { launch, type CommandEnd, type Running } from '../cli/command-line';

const SCRIPT = join(__dirname, 'fixtures/long-run.cjs');
const WAYS = ['finish', 'leave', 'exit', 'throw'] as const;

type Spans = readonly ReceivedSpan[];

function start(
  env: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Running {
  return launch([process.execPath, SCRIPT, ...args], { env });
}

function tell(child: Running, way: string): Promise<CommandEnd> {
  child.write(`${way}\n`);
  return child.end;
}

/** Mocha's timeout bounds it. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 10));
}

function spansIn({ store }: Viewer): Spans {
  return store.traces().flatMap(({ spans }) => spans);
}

function running(spans: Spans): readonly string[] {
  return spans
    .filter(isRunning)
    .map(({ name }) => name)
    .sort();
}

/** A process that is shown in a view of its own: its first task has ended. */
interface Shown {
  readonly viewer: Viewer;
  readonly child: Running;
}

async function startAndSee(): Promise<Shown> {
  const viewer = await serve({ port: 0 });
  const child = start({
    OTEL_EXPORTER_OTLP_ENDPOINT: viewer.url,
    EVERSPAN_EXIT_TIMEOUT_MS: '60000',
  });
  await until(() => running(spansIn(viewer)).length === 2);
  return { viewer, child };
}

describe('a process whose backend is an everspan view', () => {
  interface Run {
    readonly bare: CommandEnd;
    readonly traced: CommandEnd;
    readonly before: readonly string[];
    readonly spans: Spans;
  }

  const runs = new Map<string, Run>();

  before(async () => {
    const ran = WAYS.map(async (way) => runs.set(way, await run(way)));
    await Promise.all(ran);
  });

  async function run(way: string): Promise<Run> {
    const bare = await tell(start({ EVERSPAN_FIXTURE: 'bare' }), way);
    const { viewer, child } = await startAndSee();
    const before = running(spansIn(viewer));
    const traced = await tell(child, way);
    await viewer.close();
    return { bare, traced, before, spans: spansIn(viewer) };
  }

  for (const way of WAYS) {
    it(`shows what runs, and how it ended: ${way}`, () => {
      const { before, spans = [] } = runs.get(way) ?? {};
      expect(before).to.deep.equal(['charge', 'place']);
      expect(spans).to.have.lengthOf(3);
      expect(running(spans)).to.deep.equal([]);
      for (const { attributes } of spans) {
        expect(attributes).to.not.have.property('everspan.running');
      }
    });

    it(`is the same with and without everspan: ${way}`, () => {
      const { bare, traced } = runs.get(way) ?? {};
      expect(traced && hostView(traced)).to.deep.equal(bare && hostView(bare));
    });
  }

  it('is no longer heard of when it is killed', async () => {
    const { viewer, child } = await startAndSee();
    process.kill(child.pid, 'SIGKILL');
    await until(() => spansIn(viewer).filter(isSilent).length === 2);
    expect((await child.end).signal).to.equal('SIGKILL');
    await viewer.close();
  });
});

describe('a process that hangs in its first task', () => {
  it('is shown, where the environment names a view', async () => {
    const viewer = await serve({ port: 0 });
    const child = start(
      {
        OTEL_EXPORTER_OTLP_ENDPOINT: viewer.url,
        EVERSPAN_VIEW: viewer.url,
        EVERSPAN_EXIT_TIMEOUT_MS: '60000',
      },
      'at once',
    );
    await until(() => running(spansIn(viewer)).length === 2);
    expect(spansIn(viewer)).to.have.lengthOf(2);
    await tell(child, 'finish');
    await until(() => running(spansIn(viewer)).length === 0);
    await viewer.close();
  });

  it('asks another backend once, and tells it nothing', async () => {
    const requests: string[] = [];
    const server = createServer((request, response) => {
      request.on('data', (chunk: Buffer) => requests.push(String(chunk)));
      requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
      request.on('end', () => response.writeHead(404).end());
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    const child = start(
      { OTEL_EXPORTER_OTLP_ENDPOINT: url, EVERSPAN_VIEW: url },
      'at once',
    );
    await until(() => requests.length > 0);
    // Long enough to be asked again.
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(requests).to.deep.equal(['POST /everspan/running']);
    process.kill(child.pid, 'SIGKILL');
    await child.end;
    server.closeAllConnections();
    server.close();
  });
});

describe('a process whose backend is no everspan view', () => {
  it('tells it nothing of what runs, though it echoes all headers', async () => {
    const requests: string[] = [];
    const server = createServer((request, response) => {
      requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
      request.resume();
      const echoed = { ...request.headers };
      // The answer has no body.
      delete echoed['content-length'];
      response.writeHead(200, echoed).end();
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const child = start({
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      OTEL_EXPORTER_OTLP_HEADERS: 'everspan-running=1',
    });
    await until(() => requests.length > 0);
    // Long enough for a view to be told.
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await tell(child, 'finish');
    const others = requests.filter((each) => each !== 'POST /v1/traces');
    expect(others).to.deep.equal([]);
    server.closeAllConnections();
    server.close();
  });
});

function isSilent(span: ReceivedSpan): boolean {
  return span.isSilent === true;
}

/** Frames of a stack name the files that a call went through. */
function hostView(end: CommandEnd): object {
  return { ...end, stderr: end.stderr.replace(/^ +at .*\n/gm, '') };
}
