/**
 * What one annotated call costs: against the same span written by hand with
 * the OpenTelemetry API on the same provider, and, where tracing is not set
 * up, against the bare call.
 */
import { init, shutdown, task } from 'everspan';
import {
  add,
  addLater,
  byHandAsync,
  byHandRecorded,
  byHandSync,
  charge,
  ORDER,
} from './calls/by-hand';
import { timeInTurns } from './calls/time-calls';
import { ratioTable } from './table';

interface Pair {
  readonly name: string;
  readonly target: string;
  readonly annotated: () => unknown;
  readonly other: () => unknown;
  /** `ratio` of both, or nanoseconds that the annotation adds. */
  readonly shows: 'ratio' | 'addedNs';
}

const attributes = { 'shop.item': 'book' };
const annotatedSync = task.wrap({ name: 'add', attributes }, add);
const annotatedAsync = task.wrap({ name: 'add', attributes }, addLater);
const recorded = task.wrap(
  { name: 'charge', attributes, capture: true },
  charge,
);

/** 1 kB of JSON, as a job or a request may have it. */
const JOB = {
  id: 'A-1001',
  customer: { number: 4711, group: 'wholesale', tags: ['new', 'express'] },
  lines: Array.from({ length: 12 }, (_, line) => ({
    sku: `sku-${line}`,
    quantity: line,
    price: 9.99,
    note: 'please handle with care',
  })),
  paid: false,
};
const take = (job: typeof JOB): number => job.lines.length;
const capture = { output: false };
const captured = task.wrap({ name: 'take', capture }, take);
const notCaptured = task.wrap('take', take);

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
  {
    name: 'sync with `capture`, by hand with `JSON.stringify`',
    target: 'none',
    annotated: () => recorded(ORDER),
    other: () => byHandRecorded(ORDER),
    shows: 'ratio',
  },
  {
    name: 'arguments of 1 kB, captured and not',
    target: 'none',
    annotated: () => captured(JOB),
    other: () => notCaptured(JOB),
    shows: 'addedNs',
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
  {
    name: 'not initialised, bare async call',
    target: '100 ns added',
    annotated: () => annotatedAsync(1, 2),
    other: () => addLater(1, 2),
    shows: 'addedNs',
  },
];

async function compare(pair: Pair): Promise<readonly string[]> {
  const medians = await timeInTurns([pair.annotated, pair.other]);
  const [annotated = NaN, other = NaN] = medians;
  const shown =
    pair.shows === 'ratio'
      ? (annotated / other).toFixed(2)
      : `${(annotated - other).toFixed(0)} ns added`;
  const cells = [other.toFixed(0), annotated.toFixed(0), shown];
  return [pair.name, ...cells, pair.target];
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
