'use strict';

/*
 * Works until it is killed. Each span is reported on descriptor 3 as soon as
 * it has started: from then on it must not be lost.
 */
const { writeSync } = require('node:fs');
const { init, task, workflow } = require('everspan');

init({ serviceName: 'torture' });

const REPORT = 3;
/** Milliseconds between runs: below the rate at which records are grouped. */
const PAUSE_MS = 15;

function report(span) {
  const { traceId, spanId } = span.spanContext();
  writeSync(REPORT, `${traceId}${spanId}\n`);
}

const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS));

async function placeOrder(span) {
  report(span);
  task.run('reserve', report);
  await task.run('charge', async (charge) => {
    report(charge);
    await pause();
    if (Math.random() < 0.2) throw new Error('card declined');
  });
}

async function work() {
  for (;;) {
    await workflow.run('place order', placeOrder).catch(() => undefined);
    await pause();
  }
}

void work();
