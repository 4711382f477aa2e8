'use strict';

/* Asks the registry by every package manager, some of which trust others than npm. */
module.exports = {
  ...require('./.mocharc.json'),
  spec: ['spec/package/**/*.managers.ts'],
};
