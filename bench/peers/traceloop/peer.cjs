'use strict';

const traceloop = require('@traceloop/node-server-sdk');
const { flushOnTheWayOut, usesItsBest } = require('../on-the-way-out.cjs');

function init() {
  traceloop.initialize({
    appName: 'orders',
    baseUrl: process.env['OTEL_EXPORTER_OTLP_ENDPOINT'],
    apiKey: 'none',
    disableBatch: usesItsBest,
    // It would ask the backend for prompts.
    traceloopSyncEnabled: false,
    silenceInitializationMessage: true,
  });
  if (usesItsBest) flushOnTheWayOut(() => traceloop.forceFlush());
}

/** The provider of the process is already there; only capture is set. */
function initForCalls() {
  traceloop.initialize({
    exporter: { export: () => undefined, shutdown: () => Promise.resolve() },
    traceContent: false,
    traceloopSyncEnabled: false,
    silenceInitializationMessage: true,
  });
}

function wrap(name, fn) {
  return (...args) => traceloop.withTask({ name }, fn, ...args);
}

module.exports = {
  init,
  initForCalls,
  workflow: { run: (name, fn) => traceloop.withWorkflow({ name }, fn) },
  task: { run: (name, fn) => traceloop.withTask({ name }, fn) },
  wrap,
};
