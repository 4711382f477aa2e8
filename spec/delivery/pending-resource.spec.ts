import { diag, DiagLogLevel, ROOT_CONTEXT } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { TracerProvider, type Span } from '@opentelemetry/sdk-trace';
import { expect } from 'chai';
import { Intake } from '../../lib/delivery/intake';
import type { JournalWriter } from '../../lib/delivery/journal-writer';
import { Counters } from '../../lib/delivery/stats';
import type { Records } from '../../lib/journal/journal';
import { decodeTraces } from '../../lib/viewer/otlp/decode';

interface Detected {
  readonly tracer: ReturnType<TracerProvider['getTracer']>;
  readonly answer: (value: string | undefined) => void;
  readonly fail: (error: Error) => void;
}

/** A provider whose `host.id` is being detected, and what else there is. */
function detecting(others: Record<string, Promise<string>> = {}): Detected {
  let answer: Detected['answer'] = () => undefined;
  let fail: Detected['fail'] = () => undefined;
  const hostId = new Promise<string | undefined>((resolve, reject) => {
    answer = resolve;
    fail = reject;
  });
  const resource = resourceFromAttributes({
    'service.name': 'orders',
    'host.id': hostId,
    ...others,
  });
  const tracer = new TracerProvider({ resource }).getTracer('spec');
  return { tracer, answer, fail };
}

/** What each span in these bytes says, and of what resource. */
function told(bytes: Uint8Array): readonly string[] {
  return decodeTraces(Buffer.from(bytes), 'protobuf').spans.map((span) => {
    const isOpen = span.endTimeUnixNano === '0';
    const { attributes } = span.resource;
    const known = Object.values(attributes as Record<string, string>).join(' ');
    return `${isOpen ? '+' : ''}${span.name}: ${known}`;
  });
}

function newIntake({ hasJournal = true } = {}) {
  const written: string[] = [];
  const sent: string[] = [];
  let released = 0;
  const journal = {
    mayWriteAtOnce: () => true,
    write: ({ started, ended }: Records) => {
      written.push(...started.flatMap(told), ...(ended ? told(ended) : []));
    },
  };
  const intake = new Intake({
    redact: (span) => span,
    journal: hasJournal ? (journal as unknown as JournalWriter) : undefined,
    counters: new Counters(),
    detached: (fn) => {
      fn();
    },
    onEntry: ({ bytes }) => sent.push(...told(bytes)),
    onReleased: () => (released += 1),
  });
  return { intake, written, sent, released: () => released };
}

function trace(intake: Intake, { tracer }: Detected, name: string): void {
  const span = tracer.startSpan(name, {}, ROOT_CONTEXT) as Span;
  intake.start(span, false);
  span.end();
  intake.end(span);
}

const turn = () => new Promise(setImmediate);
const FAR_AWAY_MS = 60_000;

describe('a span whose resource is still being detected', () => {
  const errors: string[] = [];

  beforeEach(() => {
    errors.length = 0;
    const ignore = () => undefined;
    const logger = { error: (text: string) => errors.push(text), warn: ignore };
    const quiet = { info: ignore, debug: ignore, verbose: ignore };
    diag.setLogger({ ...logger, ...quiet }, DiagLogLevel.WARN);
  });

  afterEach(() => {
    diag.disable();
    expect(errors).to.deep.equal([]);
  });

  it('is written down at once as it is, and sent when all is known', async () => {
    const { intake, written, sent, released } = newIntake();
    const detected = detecting();
    trace(intake, detected, 'charge');
    expect(written).to.deep.equal(['+charge: orders', 'charge: orders']);
    intake.seal();
    expect(sent).to.deep.equal([]);
    expect(intake.waiting).to.equal(1);
    detected.answer('h-1');
    await turn();
    expect(sent).to.deep.equal(['charge: orders h-1']);
    expect(written.at(-1)).to.equal('charge: orders h-1');
    expect(written).to.have.lengthOf(3);
    expect(released()).to.equal(1);
    expect(intake.waiting).to.equal(0);
    trace(intake, detected, 'later');
    expect(sent.at(-1)).to.equal('later: orders h-1');
  });

  it('waits in memory where nothing is written down', async () => {
    const { intake, sent } = newIntake({ hasJournal: false });
    const detected = detecting();
    for (const name of ['a', 'b']) trace(intake, detected, name);
    intake.seal();
    expect(sent).to.deep.equal([]);
    detected.answer('h-1');
    await turn();
    expect(sent).to.deep.equal(['a: orders h-1', 'b: orders h-1']);
  });

  it('is sent although a detector fails', async () => {
    const { intake, sent } = newIntake();
    const detected = detecting();
    trace(intake, detected, 'charge');
    detected.fail(new Error('no metadata service'));
    await turn();
    expect(sent).to.deep.equal(['charge: orders']);
  });

  it('is sent with what is known when nobody can wait longer', async () => {
    const { intake, sent, released } = newIntake();
    // The one that hangs is awaited first by the resource itself.
    const detected = detecting({ zone: Promise.resolve('z-2') });
    trace(intake, detected, 'charge');
    await turn();
    intake.release();
    expect(sent).to.deep.equal(['charge: orders z-2']);
    expect(released()).to.equal(0);
    trace(intake, detected, 'later');
    expect(sent.at(-1)).to.equal('later: orders z-2');
    detected.answer('h-1');
    await turn();
    trace(intake, detected, 'last');
    expect(sent.at(-1)).to.equal('last: orders h-1 z-2');
  });

  it('is waited for by a flush, within its time', async () => {
    const { intake, sent } = newIntake();
    const detected = detecting();
    expect(intake.completed(FAR_AWAY_MS)).to.equal(undefined);
    trace(intake, detected, 'charge');
    await intake.completed(1);
    intake.seal();
    expect(sent).to.deep.equal(['charge: orders']);
    const other = detecting();
    trace(intake, other, 'ship');
    const completed = intake.completed(FAR_AWAY_MS);
    other.answer('h-2');
    await completed;
    expect(sent.at(-1)).to.equal('ship: orders h-2');
  });

  it('waits with a bounded number of others', () => {
    const { intake, sent } = newIntake({ hasJournal: false });
    const detected = detecting();
    for (let nth = 0; nth < 2_047; nth += 1) trace(intake, detected, 'x');
    expect(sent).to.deep.equal([]);
    trace(intake, detected, 'x');
    expect(sent).to.have.lengthOf(2_048);
  });
});
