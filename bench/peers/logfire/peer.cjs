'use strict';

/* It looks after its own end; a program has nothing to add. */
const logfire = require('@pydantic/logfire-node');

function init() {
  logfire.configure({
    token: 'none',
    serviceName: 'orders',
    advanced: { baseUrl: process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] },
  });
}

const run = (name, fn) => logfire.span(name, { callback: fn });

function wrap(name, fn) {
  return logfire.instrument(fn, { message: name });
}

module.exports = { init, workflow: { run }, task: { run }, wrap };
