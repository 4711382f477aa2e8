'use strict';

/*
 * What a fixture uses of everspan; with EVERSPAN_FIXTURE=bare, functions of
 * the same shape that do nothing, and with a path, another library behind the
 * same shape. So one host program runs with, without, and with others.
 */
const { writeSync } = require('node:fs');

const library = process.env['EVERSPAN_FIXTURE'] ?? 'everspan';
const isBare = library === 'bare';
const REPORT = 3;

const bareAnnotation = {
  run: (_name, fn) => fn(),
  wrap: (_name, fn) => fn,
};

const bare = {
  init: () => undefined,
  flush: () => Promise.resolve(true),
  shutdown: () => Promise.resolve(),
  stats: () => undefined,
  workflow: bareAnnotation,
  task: bareAnnotation,
  agent: bareAnnotation,
  tool: bareAnnotation,
  span: bareAnnotation,
};

const everspan = isBare ? bare : require(library);

/** Options come from the spec, as JSON; what JSON cannot say is the fixture's own. */
function init(own = {}) {
  const options = process.env['EVERSPAN_FIXTURE_OPTIONS'] ?? '{}';
  const told = { serviceName: 'fixture', ...own, ...JSON.parse(options) };
  return everspan.init(told);
}

/** Tells the spec something that is no part of the host's own output. */
function report(value) {
  if (!isBare) writeSync(REPORT, `${JSON.stringify(value)}\n`);
}

module.exports = { ...everspan, init, report, isBare };
