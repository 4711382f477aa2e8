'use strict';

/*
 * Programs as compilers and bundlers leave them, which have a manifest of their
 * own.
 */
module.exports = {
  ...require('./.mocharc.json'),
  spec: ['spec/bundles/**/*.bundles.ts'],
};
