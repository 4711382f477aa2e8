'use strict';

/*
 * Beside real frameworks, which have a manifest of their own. They need the types
 * of parameters at run time; ts-node reads its project from the environment.
 */
process.env['TS_NODE_PROJECT'] = 'spec/frameworks/tsconfig.json';

module.exports = {
  ...require('./.mocharc.json'),
  spec: ['spec/frameworks/**/*.framework.ts'],
};
