'use strict';

/*
 * What takes its time, mostly in waiting: backends on a bad day, many processes
 * at once. The tests that everybody runs before a commit go without.
 */
module.exports = {
  ...require('./.mocharc.json'),
  spec: ['spec/**/*.slow.ts'],
};
