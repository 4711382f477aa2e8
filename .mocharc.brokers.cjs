'use strict';

/* Over real brokers, whose clients have a manifest of their own. */
module.exports = {
  ...require('./.mocharc.json'),
  spec: ['spec/brokers/**/*.broker.ts'],
};
