/**
 * A process that measures annotated calls and what they are compared with,
 * and prints `PairTimes[]` as JSON.
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
} from './by-hand';
import { timeInTurns } from './time-calls';

interface Shown {
  readonly name: string;
  readonly target: string;
  /** `ratio` of both, or nanoseconds that the annotation adds. */
  readonly shows: 'ratio' | 'addedNs';
}

interface Pair extends Shown {
  readonly annotated: () => unknown;
  readonly other: () => unknown;
}

/** Medians of one process. */
export interface PairTimes extends Shown {
  readonly annotatedNs: number;
  readonly otherNs: number;
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

async function measure({
  annotated,
  other,
  ...shown
}: Pair): Promise<PairTimes> {
  const [annotatedNs = NaN, otherNs = NaN] = await timeInTurns([
    annotated,
    other,
  ]);
  return { ...shown, annotatedNs, otherNs };
}

async function main(): Promise<void> {
  const measured: PairTimes[] = [];
  for (const pair of NOT_SET_UP) measured.push(await measure(pair));
  // Spans are made and go nowhere: what delivery costs is measured elsewhere.
  process.env['OTEL_TRACES_EXPORTER'] = 'none';
  init({ serviceName: 'bench' });
  for (const pair of SET_UP) measured.push(await measure(pair));
  await shutdown();
  process.stdout.write(JSON.stringify(measured));
}

void main();
