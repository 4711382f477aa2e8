'use strict';

/*
 * Works until it is killed. Each span is reported on descriptor 3 as soon as
 * it has started. A report that ends with `!` says that this span and all
 * before it of the same thread are on disk now: they must not be lost.
 *
 * Argument: `calm` stays below the rate at which records are grouped, so each
 * span is on disk at once. `flood` goes far above it: then the start of a
 * workflow, which never waits, takes with it what began before. With `threads`
 * two threads do so, and the main thread nothing.
 */
const { writeSync } = require('node:fs');
const { isMainThread, threadId, Worker } = require('node:worker_threads');
const { init, task, workflow } = require('everspan');

const REPORT = 3;
const FLOOD_TASKS = 50;
const PAUSE_MS = { calm: 15, flood: 15 };
const pace = process.argv[2];

function report(span, mark = '') {
  const { traceId, spanId } = span.spanContext();
  writeSync(REPORT, `${threadId} ${traceId}${spanId}${mark}\n`);
}

const onDisk = (span) => report(span, '!');
const pause = () =>
  new Promise((resolve) => setTimeout(resolve, PAUSE_MS[pace]));

async function placeOrder(span) {
  onDisk(span);
  task.run('reserve', onDisk);
  await task.run('charge', async (charge) => {
    onDisk(charge);
    await pause();
    if (Math.random() < 0.2) throw new Error('card declined');
  });
}

async function placeMany(span) {
  onDisk(span);
  for (let nth = 0; nth < FLOOD_TASKS; nth += 1) {
    task.run('reserve', (reserve) => report(reserve));
  }
  await pause();
}

async function work() {
  const place = pace === 'flood' ? placeMany : placeOrder;
  for (;;) {
    await workflow.run('place order', place).catch(() => undefined);
    if (pace === 'calm') await pause();
  }
}

const [, , , threads] = process.argv;

if (isMainThread && threads === 'threads') {
  const argv = process.argv.slice(2);
  for (let nth = 0; nth < 2; nth += 1) new Worker(module.filename, { argv });
} else {
  init({ serviceName: 'torture' });
  void work();
}
