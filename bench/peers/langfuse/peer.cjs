'use strict';

const { LangfuseSpanProcessor } = require('@langfuse/otel');
const { observe, startActiveObservation } = require('@langfuse/tracing');
const { NodeSDK } = require('@opentelemetry/sdk-node');
const { flushOnTheWayOut, usesItsBest } = require('../on-the-way-out.cjs');

function init() {
  const processor = new LangfuseSpanProcessor({
    publicKey: 'none',
    secretKey: 'none',
    baseUrl: new URL(process.env['OTEL_EXPORTER_OTLP_ENDPOINT']).origin,
    exportMode: usesItsBest ? 'immediate' : 'batched',
  });
  new NodeSDK({ spanProcessors: [processor] }).start();
  if (usesItsBest) flushOnTheWayOut(() => processor.forceFlush());
}

const run = (name, fn) => startActiveObservation(name, fn);

/** Without what it would capture. */
function wrap(name, fn) {
  return observe(fn, { name, captureInput: false, captureOutput: false });
}

module.exports = { init, workflow: { run }, task: { run }, wrap };
