'use strict';

/* A transport of pino, in its worker: writes every line to stdout. */
const { writeSync } = require('node:fs');
const { Writable } = require('node:stream');

const STDOUT = 1;

module.exports = () =>
  new Writable({
    write(lines, _encoding, done) {
      writeSync(STDOUT, lines);
      done();
    },
  });
