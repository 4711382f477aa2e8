import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import {
  after,
  hold,
  monotonicMs,
  soon,
  wallClockMs,
} from '../../lib/internal/clock';

/** Runs a script that has the clock's exports in a node of its own. */
function runScript(script: string): string {
  const clock = require.resolve('../../lib/internal/clock');
  const { stdout, stderr } = spawnSync(process.execPath, [
    ...['--require', 'ts-node/register/transpile-only', '--eval'],
    `const { after, hold, soon } = require(${JSON.stringify(clock)});
     process.on('exit', () => console.log('gone'));
     ${script}`,
  ]);
  expect(stderr.toString()).to.equal('');
  return stdout.toString().trim();
}

function whenDone(start: (done: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    start(() => {
      resolve();
    });
  });
}

describe('the clock', () => {
  it('goes on although the host replaces the timers and dates', async () => {
    const { setTimeout, Date } = globalThis;
    const { hrtime } = process;
    try {
      globalThis.setTimeout = (() => 0) as never;
      globalThis.Date = class {} as never;
      process.hrtime = (() => [-1, 0]) as never;
      await whenDone((done) => after(1, done));
      await whenDone(soon);
      await hold(1).over;
      expect(monotonicMs()).to.be.above(0);
      expect(wallClockMs()).to.be.above(1_700_000_000_000);
    } finally {
      Object.assign(globalThis, { setTimeout, Date });
      process.hrtime = hrtime;
    }
  });

  it('takes back what has not run yet', async () => {
    let ran = false;
    const cancel = after(1, () => (ran = true));
    cancel();
    await hold(5).over;
    expect(ran).to.equal(false);
  });

  it('runs `soon` after all that is already to be done', async () => {
    const order: string[] = [];
    const done = whenDone((resolve) => {
      soon(() => {
        order.push('soon');
        resolve();
      });
    });
    process.nextTick(() => order.push('tick'));
    queueMicrotask(() => order.push('microtask'));
    order.push('now');
    await done;
    expect(order).to.deep.equal(['now', 'tick', 'microtask', 'soon']);
  });

  it('ends a wait at once when it is released', async () => {
    const { over, release } = hold(60_000);
    release();
    release();
    await over;
  });

  it('keeps no program alive, save by `hold`', () => {
    const ended = runScript(`
      after(60_000, () => console.log('after'));
      soon(() => console.log('soon'));
      hold(60_000).release();
      hold(10).over.then(() => console.log('held'));
    `);
    expect(ended.split('\n').filter((line) => line !== 'soon')).to.deep.equal([
      'held',
      'gone',
    ]);
  });

  it('wakes a loop that waits for something else', () => {
    const ended = runScript(`
      const server = require('node:net').createServer().listen(0, () => {
        setImmediate(() => soon(() => server.close()));
      });
    `);
    expect(ended).to.equal('gone');
  });

  it('takes any number without a warning', () => {
    const ended = runScript(`
      for (const ms of [Infinity, 2 ** 31, 1e300]) {
        hold(ms).release();
        after(ms, () => console.log('too early'));
      }
      for (const ms of [NaN, -1, 0]) hold(ms);
      setTimeout(() => undefined, 20);
    `);
    expect(ended).to.equal('gone');
  });
});
