'use strict';

/*
 * Makes spans while the backend is away, and says how much memory that took.
 * Arguments: where the spans go, and how many there are.
 */
const { context, trace } = require('@opentelemetry/api');

const [sink, count] = process.argv.slice(2);
/** As many as a busy service makes in one turn of its event loop. */
const PER_TURN = 500;

function useEverspan() {
  const { init, stats } = require('everspan');
  init({ serviceName: 'bench', exitTimeoutMs: 0 });
  return stats;
}

/** The same provider with nowhere to go: what the SDK alone needs. */
function useNothing() {
  const { TracerProvider } = require('@opentelemetry/sdk-trace');
  const spanProcessors = [
    {
      onStart() {},
      onEnd() {},
      forceFlush: () => Promise.resolve(),
      shutdown: () => Promise.resolve(),
    },
  ];
  trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors }));
  return () => ({ waiting: 0, dropped: {} });
}

function turn() {
  return new Promise((resolve) => setImmediate(resolve));
}

async function main() {
  const stats = sink === 'everspan' ? useEverspan() : useNothing();
  const tracer = trace.getTracer('bench');
  const make = (name) => {
    const attributes = { 'order.id': name, 'order.items': 3, paid: true };
    const root = tracer.startSpan('place order', { attributes });
    const parent = trace.setSpan(context.active(), root);
    tracer.startSpan('charge card', { attributes }, parent).end();
    root.end();
  };
  await new Promise((resolve) => setTimeout(resolve, 300));
  const idle = process.memoryUsage();
  let most = idle.rss;
  const log = process.env.BENCH_LOG;
  for (let made = 0; made < Number(count); made += PER_TURN) {
    for (let n = 0; n < PER_TURN; n += 2) make(`order ${made + n}`);
    await turn();
    const now = made % 10_000 === 0 ? process.memoryUsage() : { rss: 0 };
    most = Math.max(most, now.rss);
    if (log && made % 100_000 === 0) {
      const mb = Object.entries(now).map(
        ([k, v]) => `${k} ${(v / 1e6).toFixed(0)}`,
      );
      console.error(
        made,
        mb.join(', '),
        JSON.stringify(stats().dropped),
        stats().waiting,
      );
    }
  }
  const { waiting, dropped } = stats();
  const overIdleMb = (most - idle.rss) / 1_048_576;
  console.log(JSON.stringify({ overIdleMb, waiting, dropped }));
  process.exit(0);
}

void main();
