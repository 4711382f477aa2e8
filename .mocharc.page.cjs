'use strict';

/* The page of the viewer, in a real browser. */
module.exports = {
  ...require('./.mocharc.json'),
  require: [
    ...require('./.mocharc.json').require,
    './spec/viewer/page/support/one-browser.ts',
  ],
  spec: ['spec/viewer/page/**/*.page.ts'],
};
