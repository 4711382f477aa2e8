'use strict';

/* OpenTelemetry by hand, set up as its READMEs have it. */
const { SpanStatusCode, trace } = require('@opentelemetry/api');
const { NodeSDK } = require('@opentelemetry/sdk-node');
const {
  OTLPTraceExporter,
} = require('@opentelemetry/exporter-trace-otlp-proto');
const { flushOnTheWayOut, usesItsBest } = require('../on-the-way-out.cjs');

function init() {
  const sdk = new NodeSDK({ traceExporter: new OTLPTraceExporter() });
  sdk.start();
  if (usesItsBest) flushOnTheWayOut(() => sdk.shutdown());
}

function run(name, fn) {
  return trace.getTracer('orders').startActiveSpan(name, async (span) => {
    try {
      return await fn();
    } catch (error) {
      span.recordException(error);
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

module.exports = { init, workflow: { run }, task: { run } };
