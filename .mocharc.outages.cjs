'use strict';

/* Programs against every backend on a bad day: a minute, mostly of waiting. */
module.exports = {
  ...require('./.mocharc.json'),
  spec: ['spec/deaths/**/*.outage.ts'],
};
