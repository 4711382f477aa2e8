'use strict';

/*
 * The dialect specs once more, compiled with TC39 standard decorators, and
 * those that only compile there.
 * ts-node reads its project from the environment only, so it is set here,
 * where every shell and every child process sees it alike.
 */
process.env['TS_NODE_PROJECT'] = 'tsconfig.standard.json';

module.exports = {
  ...require('./.mocharc.json'),
  spec: [
    'spec/annotations/dialects/**/*.spec.ts',
    'spec/annotations/standard/*.ts',
  ],
};
