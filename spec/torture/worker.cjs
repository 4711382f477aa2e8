'use strict';

/*
 * Works until it is killed. Each span is reported on stdout as soon as it has
 * started. A report that ends with `!` says that this span and all before it of
 * the same thread are on disk now: they must not be lost.
 *
 * First argument: `calm` stays below the rate at which records are grouped, so each
 * span is on disk at once. `flood` goes far above it: then the start of a
 * workflow, which never waits, takes with it what began before.
 *
 * Second argument: who works, `alone`, two `threads` or a `cluster` of two. On a
 * `full disk` nothing is said to be there: a report that ends with `?`.
 */
const cluster = require('node:cluster');
const { writeSync } = require('node:fs');
const { isMainThread, threadId, Worker } = require('node:worker_threads');
const { init, task, workflow } = require('everspan');

const REPORT = 1;
const FLOOD_TASKS = 50;
const PAUSE_MS = { calm: 15, flood: 15 };
const [pace, who] = process.argv.slice(2);
const isDiskFull = who === 'full disk';

function report(span, mark = '') {
  const { traceId, spanId } = span.spanContext();
  try {
    writeSync(
      REPORT,
      `${process.pid}-${threadId} ${traceId}${spanId}${mark}\n`,
    );
  } catch {
    // Nobody is there any more who would kill it.
    process.exit(1);
  }
}

const onDisk = (span) => report(span, isDiskFull ? '?' : '!');
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
    task.run('reserve', (reserve) => report(reserve, isDiskFull ? '?' : ''));
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

function startThreads() {
  const argv = [pace, who];
  for (let nth = 0; nth < 2; nth += 1) new Worker(module.filename, { argv });
}

function startCluster() {
  for (let nth = 0; nth < 2; nth += 1) cluster.fork();
}

if (who === 'threads' && isMainThread) startThreads();
else if (who === 'cluster' && cluster.isPrimary) startCluster();
else {
  init({ serviceName: 'torture' });
  void work();
}
