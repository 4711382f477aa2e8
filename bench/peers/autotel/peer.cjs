'use strict';

const autotel = require('autotel');
const { usesItsBest } = require('../on-the-way-out.cjs');

function init() {
  autotel.init({
    service: 'orders',
    endpoint: process.env['OTEL_EXPORTER_OTLP_ENDPOINT'],
    // By default nine of ten successful traces are not sampled.
    sampling: 'development',
    processHandlers: usesItsBest,
  });
}

const run = (name, fn) => autotel.trace(name, fn)();

module.exports = {
  init,
  workflow: { run },
  task: { run },
  wrap: autotel.trace,
};
