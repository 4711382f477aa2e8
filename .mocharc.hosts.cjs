'use strict';

/* Beside a `NodeSDK` of either line, each with a manifest of its own. */
module.exports = {
  ...require('./.mocharc.json'),
  spec: ['spec/sdk/**/*.hosts.ts'],
};
