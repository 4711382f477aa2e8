import { expect } from 'chai';
import { join } from 'node:path';
import type { ReceivedSpan } from '../../lib/viewer/store/received-span';
import { createRecorder, type Death } from '../../lib/testing';
import { requestOf, spansIn } from '../delivery/ended-spans';
import { startBackend } from '../support/backend';
import { runFixture } from '../support/run-fixture';

const FIXTURES = join(__dirname, 'fixtures');
const MAIN = join(__dirname, '..', '..', 'dist', 'cli', 'main.js');

type PlaceOrder = (atWorst: () => unknown) => unknown;
// eslint-disable-next-line @typescript-eslint/no-require-imports -- JavaScript, for the programs that really die
const { placeOrder } = require('./fixtures/place-order.cjs') as {
  readonly placeOrder: PlaceOrder;
};

/** What is the same of a span in whatever process it was made. */
function storyOf(span: ReceivedSpan, among: readonly ReceivedSpan[]): unknown {
  const parent = among.find(({ spanId }) => spanId === span.parentSpanId);
  const { name, kind, status, scope, attributes, links } = span;
  // A stack differs with the files that the work was called from.
  const events = span.events.map((each) => ({
    name: each.name,
    attributes: { ...each.attributes, 'exception.stacktrace': undefined },
  }));
  return {
    name,
    kind,
    status,
    scope,
    attributes,
    links,
    events,
    parent: parent?.name,
  };
}

function storiesOf(spans: readonly ReceivedSpan[]): unknown[] {
  const sorted = spans.toSorted((a, b) => a.name.localeCompare(b.name));
  return sorted.map((span) => storyOf(span, spans));
}

async function reallyDie(way: string): Promise<readonly ReceivedSpan[]> {
  const backend = await startBackend();
  const die = join(FIXTURES, 'die.cjs');
  await runFixture({
    script: MAIN,
    args: ['run', '--', process.execPath, die, way],
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: backend.url },
  });
  await backend.close();
  return backend.spans();
}

const error = new RangeError('out of paper');
const DEATHS: Readonly<Record<string, Death>> = {
  'exit 0': { by: 'exit' },
  'exit 3': { by: 'exit', exitCode: 3 },
  uncaughtException: { by: 'uncaughtException', error },
  unhandledRejection: { by: 'unhandledRejection', error },
  SIGTERM: { by: 'SIGTERM' },
  killed: { by: 'killed' },
};

describe('a simulated death', () => {
  const recorder = createRecorder();
  beforeEach(() => {
    recorder.start();
  });
  afterEach(() => {
    recorder.stop();
  });

  for (const [way, death] of Object.entries(DEATHS)) {
    it(`tells what really arrives after ${way}`, async () => {
      const told = placeOrder(() => recorder.simulateDeath(death));
      const arrived = await reallyDie(way);
      const simulated = spansIn(requestOf(told as never));
      expect(simulated).to.have.length(4);
      expect(storiesOf(simulated)).to.deep.equal(storiesOf(arrived));
    });
  }
});
