'use strict';

/* As its README has it, with a simple processor, and an exporter that sends. */
const { withSpan } = require('@arizeai/openinference-core');
const { NodeSDK, tracing } = require('@opentelemetry/sdk-node');
const {
  OTLPTraceExporter,
} = require('@opentelemetry/exporter-trace-otlp-proto');
const { flushOnTheWayOut, usesItsBest } = require('../on-the-way-out.cjs');

function init() {
  const processor = new tracing.SimpleSpanProcessor(new OTLPTraceExporter());
  const sdk = new NodeSDK({ spanProcessors: [processor] });
  sdk.start();
  // The shutdown of a simple processor does not wait for what is under way.
  const flush = () => processor.forceFlush().then(() => sdk.shutdown());
  if (usesItsBest) flushOnTheWayOut(flush);
}

const run = (kind) => (name, fn) => withSpan(fn, { name, kind })();

/** Without what it would capture. */
function wrap(name, fn) {
  const nothing = () => ({});
  return withSpan(fn, { name, processInput: nothing, processOutput: nothing });
}

module.exports = {
  init,
  workflow: { run: run('CHAIN') },
  task: { run: run('TOOL') },
  wrap,
};
