'use strict';

/*
 * Sends spans through everspan or through OpenTelemetry's batch processor, and
 * says what they cost and how many arrived.
 * Arguments: the sender, the number of spans, and `burst` or `steady`.
 */
const { fork } = require('node:child_process');
const { join } = require('node:path');
const { performance } = require('node:perf_hooks');
const { context, trace } = require('@opentelemetry/api');

const [sender, count, pace] = process.argv.slice(2);
/** As many as a busy service makes in one turn of its event loop. */
const PER_TURN = 500;
/** Of a steady load: 2000 spans in a second. */
const PER_TICK = 20;
const TICK_MS = 10;
const WARM_UP = 2_000;
/** Highest over the time of the load. */
const most = { rss: 0, delayMs: 0 };

function startBackend() {
  const backend = fork(join(__dirname, 'backend.cjs'));
  return new Promise((resolve) => {
    backend.once('message', (port) => resolve({ backend, port }));
  });
}

function countAt(backend) {
  return new Promise((resolve) => {
    backend.once('message', resolve);
    backend.send('count');
  });
}

function useEverspan() {
  const { flush, init } = require('everspan');
  init({ serviceName: 'bench' });
  return () => flush(20_000);
}

function useBatchProcessor(options, exporterOptions) {
  const {
    BasicTracerProvider,
    BatchSpanProcessor,
  } = require('@opentelemetry/sdk-trace-base');
  const {
    AsyncLocalStorageContextManager,
  } = require('@opentelemetry/context-async-hooks');
  const {
    OTLPTraceExporter,
  } = require('@opentelemetry/exporter-trace-otlp-proto');
  const exporter = new OTLPTraceExporter(exporterOptions);
  const processor = new BatchSpanProcessor(exporter, options);
  const provider = new BasicTracerProvider({ spanProcessors: [processor] });
  trace.setGlobalTracerProvider(provider);
  const manager = new AsyncLocalStorageContextManager().enable();
  context.setGlobalContextManager(manager);
  // A second flush waits for what was on its way during the first.
  return async () => {
    await provider.forceFlush();
    await provider.shutdown();
  };
}

const SENDERS = {
  everspan: useEverspan,
  batch: () => useBatchProcessor({}, {}),
  roomy: () =>
    useBatchProcessor(
      { maxQueueSize: Number(count) },
      { concurrencyLimit: Number(count) },
    ),
};

function charge(tracer, n) {
  const attributes = { 'shop.item': n, 'shop.kind': 'book', 'shop.new': true };
  tracer.startActiveSpan('charge', { attributes }, (span) => span.end());
}

/** The loop turns now and then, as it does in a server. */
async function burst(tracer, spans) {
  for (let n = 0; n < spans; n += 1) {
    charge(tracer, n);
    if (n % PER_TURN === PER_TURN - 1) await turn();
  }
}

async function steady(tracer, spans) {
  for (let n = 0; n < spans; n += PER_TICK) {
    for (let each = 0; each < PER_TICK; each += 1) charge(tracer, n + each);
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    await turn();
  }
}

/** What else has work in this turn delays it, and whoever else waits. */
async function turn() {
  const before = performance.now();
  await new Promise((resolve) => setImmediate(resolve));
  most.delayMs = Math.max(most.delayMs, performance.now() - before);
  most.rss = Math.max(most.rss, process.memoryUsage.rss());
}

async function main() {
  const { backend, port } = await startBackend();
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = `http://127.0.0.1:${port}`;
  const flush = SENDERS[sender]();
  const tracer = trace.getTracer('bench');
  const load = pace === 'steady' ? steady : burst;
  // A burst comes as it comes; a steady load has been there for a while.
  const warmUp = pace === 'steady' ? WARM_UP : 0;
  const idle = process.memoryUsage.rss();
  await load(tracer, warmUp);
  most.delayMs = 0;
  const before = process.cpuUsage();
  await load(tracer, Number(count));
  await flush();
  const { user, system } = process.cpuUsage(before);
  const cpuUs = (user + system) / Number(count);
  const delivered = (await countAt(backend)) - warmUp;
  backend.kill();
  const { delayMs, rss } = most;
  const overIdleMb = (rss - idle) / 1_048_576;
  console.log(JSON.stringify({ cpuUs, delivered, delayMs, overIdleMb }));
}

void main();
