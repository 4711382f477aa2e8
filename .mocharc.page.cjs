'use strict';

/* The page of the viewer, in a real browser. */
module.exports = {
  ...require('./.mocharc.json'),
  spec: ['spec/viewer/page/**/*.page.ts'],
};
