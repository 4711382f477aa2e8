'use strict';

/*
 * Sends a burst of spans through everspan or through OpenTelemetry's batch
 * processor, and says what a span cost and how many arrived.
 * Arguments: the sender and the number of spans.
 */
const { fork } = require('node:child_process');
const { join } = require('node:path');
const { context, trace } = require('@opentelemetry/api');

const [sender, count] = process.argv.slice(2);

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

async function burst(tracer) {
  for (let n = 0; n < Number(count); n += 1) {
    const attributes = {
      'shop.item': n,
      'shop.kind': 'book',
      'shop.new': true,
    };
    tracer.startActiveSpan('charge', { attributes }, (span) => span.end());
    // The loop turns now and then, as it does in a server.
    if (n % 500 === 499) await new Promise((resolve) => setImmediate(resolve));
  }
}

async function main() {
  const { backend, port } = await startBackend();
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = `http://127.0.0.1:${port}`;
  const flush = SENDERS[sender]();
  const before = process.cpuUsage();
  await burst(trace.getTracer('bench'));
  await flush();
  const { user, system } = process.cpuUsage(before);
  const cpuUs = (user + system) / Number(count);
  const delivered = await countAt(backend);
  backend.kill();
  console.log(JSON.stringify({ cpuUs, delivered }));
}

void main();
