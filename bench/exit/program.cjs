'use strict';

/* Arguments: how many spans wait when it ends, and how it ends. */
const { writeSync } = require('node:fs');
const { performance } = require('node:perf_hooks');
const { init, task } = require('../../spec/support/load-everspan.cjs');

const REPORT = 3;
const [spans, ending] = process.argv.slice(2);

init();
for (let each = 0; each < Number(spans); each += 1) {
  task.run('measured task', () => each);
}
writeSync(REPORT, String(performance.timeOrigin + performance.now()));
if (ending === 'exit') process.exit(0);
