'use strict';

/* Asks the registry, as a user's `npm install` does; the other specs do not. */
module.exports = {
  ...require('./.mocharc.json'),
  spec: ['spec/package/**/*.install.ts'],
};
