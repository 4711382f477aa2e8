import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { expect } from 'chai';
import { task } from '../../lib';
import { usePlaces } from './places';

const RUNS = 300;
const STEPS = 4;

/** Ways for others to come in between. */
const TURNS: readonly (() => Promise<unknown>)[] = [
  () => Promise.resolve(),
  () => new Promise((resolve) => setImmediate(resolve)),
  () => new Promise((resolve) => setTimeout(resolve, 1)),
  () => new Promise<void>((resolve) => process.nextTick(resolve)),
];

const turn = async (n: number): Promise<void> => {
  await TURNS[n % TURNS.length]?.();
};

describe('runs at the same time', () => {
  const { inRun, look, recorder } = usePlaces();

  const step = task.wrap('step', async (run: number, nth: number) => {
    await turn(run + nth);
    look();
    await turn(run * nth);
  });

  async function inSteps(run: number): Promise<void> {
    for (let nth = 0; nth < STEPS; nth += 1) await step(run, nth);
  }

  it('are told apart on every span, whoever makes it', async () => {
    const names = Array.from({ length: RUNS }, (_, run) => `run-${run}`);
    await Promise.all(
      names.map((name, run) => inRun(name, () => inSteps(run))),
    );
    const traces = byTrace(recorder.takeAll());
    expect([...traces.values()].map(nameOf)).to.have.members(names);
    for (const spans of traces.values()) expectOneRun(spans);
  });
});

function byTrace(
  spans: readonly ReadableSpan[],
): ReadonlyMap<string, readonly ReadableSpan[]> {
  const traces = new Map<string, ReadableSpan[]>();
  for (const span of spans) {
    const { traceId } = span.spanContext();
    const ofTrace = traces.get(traceId) ?? [];
    traces.set(traceId, [...ofTrace, span]);
  }
  return traces;
}

/** The name of the span that all others are below. */
function nameOf(spans: readonly ReadableSpan[]): string | undefined {
  return spans.find((each) => each.parentSpanContext === undefined)?.name;
}

/** The run, and of each step the task and what another library did in it. */
function expectOneRun(spans: readonly ReadableSpan[]): void {
  const run = nameOf(spans);
  expect(spans).to.have.lengthOf(1 + 2 * STEPS);
  for (const { name, attributes } of spans) {
    const path = name === 'step' || name === 'look' ? `${run}/step` : run;
    expect(attributes).to.include({
      'everspan.workflow.name': run,
      'everspan.path': path,
      'everspan.correlation.id': run,
      ...(name !== run && { run }),
    });
  }
}
