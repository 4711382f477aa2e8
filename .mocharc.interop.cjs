'use strict';

/* Against real backends, which not every machine has: those are skipped. */
module.exports = {
  ...require('./.mocharc.json'),
  spec: ['spec/interop/**/*.interop.ts'],
  forbidPending: false,
};
