'use strict';

/* The packed types under other compilers, which have a manifest of their own. */
module.exports = {
  ...require('./.mocharc.json'),
  spec: ['spec/types/**/*.types.ts'],
  timeout: 300_000,
};
