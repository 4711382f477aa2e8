/**
 * What one annotated call costs: against the same span written by hand with
 * the OpenTelemetry API on the same provider, and, where tracing is not set
 * up, against the bare call.
 */
import { SpanStatusCode, trace, type Span } from '@opentelemetry/api';
import { init, shutdown, task } from 'everspan';
import { median, ratioTable } from './table';

interface Pair {
  readonly name: string;
  readonly target: string;
  readonly annotated: () => unknown;
  readonly other: () => unknown;
  /** `ratio` of both, or nanoseconds that the annotation adds. */
  readonly shows: 'ratio' | 'addedNs';
}

const CALLS = 20_000;
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 31);

const add = (a: number, b: number): number => a + b;
const addLater = (a: number, b: number): Promise<number> =>
  Promise.resolve(a + b);

const attributes = { 'shop.item': 'book' };
const annotatedSync = task.wrap({ name: 'add', attributes }, add);
const annotatedAsync = task.wrap({ name: 'add', attributes }, addLater);

/** As the documentation of OpenTelemetry has it, with the same attributes. */
const OPTIONS = {
  attributes: {
    'shop.item': 'book',
    'everspan.kind': 'task',
    'code.function.name': 'add',
  },
};

function byHandSync(a: number, b: number): number {
  return trace.getTracer('bench').startActiveSpan('add', OPTIONS, (span) => {
    try {
      return add(a, b);
    } catch (error) {
      fail(span, error);
      throw error;
    } finally {
      span.end();
    }
  });
}

function byHandAsync(a: number, b: number): Promise<number> {
  const tracer = trace.getTracer('bench');
  return tracer.startActiveSpan('add', OPTIONS, async (span) => {
    try {
      return await addLater(a, b);
    } catch (error) {
      fail(span, error);
      throw error;
    } finally {
      span.end();
    }
  });
}

function fail(span: Span, error: unknown): void {
  span.recordException(error as Error);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

const SET_UP: readonly Pair[] = [
  {
    name: 'sync, by hand',
    target: '1.0',
    annotated: () => annotatedSync(1, 2),
    other: () => byHandSync(1, 2),
    shows: 'ratio',
  },
  {
    name: 'async, by hand',
    target: '1.0',
    annotated: () => annotatedAsync(1, 2),
    other: () => byHandAsync(1, 2),
    shows: 'ratio',
  },
];

const NOT_SET_UP: readonly Pair[] = [
  {
    name: 'not initialised, bare call',
    target: '100 ns added',
    annotated: () => annotatedSync(1, 2),
    other: () => add(1, 2),
    shows: 'addedNs',
  },
];

/** Nanoseconds of one call, awaited in bulk as a program would. */
async function time(call: () => unknown): Promise<number> {
  const results: unknown[] = [];
  const begin = process.hrtime.bigint();
  for (let n = 0; n < CALLS; n += 1) results.push(call());
  await Promise.all(results);
  return Number(process.hrtime.bigint() - begin) / CALLS;
}

/** Both in turns, so that a slow moment of the machine meets both. */
async function compare(pair: Pair): Promise<readonly string[]> {
  const annotated: number[] = [];
  const other: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    annotated.push(await time(pair.annotated));
    other.push(await time(pair.other));
  }
  const [a, b] = [median(annotated), median(other)];
  const shown =
    pair.shows === 'ratio'
      ? (a / b).toFixed(2)
      : `${(a - b).toFixed(0)} ns added`;
  return [pair.name, b.toFixed(0), a.toFixed(0), shown, pair.target];
}

/** The table of one annotated call. */
export async function callTable(): Promise<string> {
  const rows: (readonly string[])[] = [];
  for (const pair of NOT_SET_UP) rows.push(await compare(pair));
  // Spans are made and go nowhere: what delivery costs is measured elsewhere.
  process.env['OTEL_TRACES_EXPORTER'] = 'none';
  init({ serviceName: 'bench' });
  delete process.env['OTEL_TRACES_EXPORTER'];
  for (const pair of SET_UP) rows.push(await compare(pair));
  await shutdown();
  return ratioTable(
    ['one call, against', 'other ns', 'annotated ns', 'result', 'target'],
    rows,
  );
}
