'use strict';

/* The samples with clients of their own, which are installed when missing. */
module.exports = {
  ...require('./.mocharc.json'),
  spec: ['spec/samples/**/*.sample.ts'],
};
