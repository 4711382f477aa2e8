import { expect } from 'chai';
import {
  watchProcessEnd,
  type EndListener,
  type ProcessEnd,
} from '../../lib/delivery/process-end';
import { overhearing } from '../internal/overheard';

const EVENTS = [
  ...['exit', 'beforeExit', 'uncaughtExceptionMonitor', 'newListener'],
  ...['removeListener', 'SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'],
];
const host: NodeJS.EventEmitter = process;

function counts(): readonly number[] {
  return EVENTS.map((event) => host.listenerCount(event));
}

function nextTick(): Promise<void> {
  return new Promise((resolve) => process.nextTick(resolve));
}

/** A host's listener, which does nothing; each is another function. */
function listener(): () => undefined {
  return () => undefined;
}

/** Watches, and notes what it is told. */
class Watch implements EndListener {
  readonly told: string[] = [];
  readonly ends: ProcessEnd[] = [];
  readonly #before = EVENTS.map((event) => new Set(host.listeners(event)));
  readonly stop = watchProcessEnd(this);
  readonly #ours = EVENTS.map((event, nth) =>
    host.listeners(event).find((each) => !this.#before[nth]?.has(each)),
  );

  onProcessEnd(end: ProcessEnd): void {
    this.told.push('end');
    this.ends.push(end);
  }

  onCrashSeen(): void {
    this.told.push('crash');
  }

  onForeignSignal(): void {
    this.told.push('signal');
  }

  onIdle(): void {
    this.told.push('idle');
  }

  /** Our listener of the event: the one that was not there before. */
  ours(event: string) {
    return this.#ours[EVENTS.indexOf(event)];
  }

  /** What the process does when it exits; only ours hears of it. */
  exit(code: number): void {
    this.ours('exit')?.call(process, code);
  }
}

describe('watchProcessEnd', () => {
  const lines = overhearing();
  const added: [string, () => void][] = [];
  let before: readonly number[];
  let watch: Watch;

  beforeEach(() => {
    before = counts();
    watch = new Watch();
  });

  afterEach(() => {
    watch.stop();
    for (const [event, fn] of added.splice(0)) host.removeListener(event, fn);
    expect(counts()).to.deep.equal(before);
  });

  function hostListens(event: string, fn: () => void = listener()): void {
    added.push([event, fn]);
    host.on(event, fn);
  }

  it('has one listener for each event, and none after it was stopped', () => {
    expect(counts()).to.deep.equal(before.map((count) => count + 1));
    watch.stop();
    watch.stop();
    expect(counts()).to.deep.equal(before);
  });

  it('tells how the process ends', () => {
    watch.exit(3);
    expect(watch.ends).to.deep.equal([
      { interruptedBy: 'exit', exitCode: 3, crash: undefined },
    ]);
  });

  it('tells of the error that ends the process, whatever was thrown', () => {
    for (const origin of ['uncaughtException', 'unhandledRejection']) {
      host.emit('uncaughtExceptionMonitor', undefined, origin);
      watch.exit(1);
      const end = watch.ends.pop();
      expect(end).to.include({ interruptedBy: origin, exitCode: 1 });
      expect(end?.crash).to.include({ error: undefined });
    }
  });

  it('takes an error that the process survives for no end', async () => {
    host.emit('uncaughtExceptionMonitor', new Error('x'), 'uncaughtException');
    await new Promise((resolve) => setTimeout(resolve, 5));
    watch.exit(0);
    expect(watch.told).to.deep.equal(['crash', 'end']);
    expect(watch.ends[0]).to.include({ interruptedBy: 'exit' });
  });

  it("keeps its exit listener after the host's", async () => {
    hostListens('exit');
    hostListens('exit');
    await nextTick();
    const order = host.listeners('exit');
    expect(order.at(-1)).to.equal(watch.ours('exit'));
    expect(order).to.have.lengthOf((before[0] ?? 0) + 3);
  });

  it('comes to rest beside another copy of itself', async () => {
    const limit = process.getMaxListeners();
    const other = new Watch();
    hostListens('exit');
    await nextTick();
    await nextTick();
    const [last, secondLast] = host.listeners('exit').reverse();
    const both = [watch.ours('exit'), other.ours('exit')];
    expect([last, secondLast]).to.have.members(both);
    other.stop();
    process.setMaxListeners(limit);
  });

  it('tells of an empty loop only where nobody else listens to it', () => {
    const ours = watch.ours('beforeExit');
    ours?.call(process, 0);
    expect(watch.told).to.deep.equal(['idle']);
    hostListens('beforeExit');
    ours?.call(process, 0);
    expect(watch.told).to.deep.equal(['idle']);
  });

  it('throws nothing into the host, and reports it', () => {
    const failing = () => {
      throw new Error('a bug');
    };
    Object.assign(watch, { onProcessEnd: failing, onCrashSeen: failing });
    host.emit('uncaughtExceptionMonitor', new Error('x'), 'uncaughtException');
    watch.exit(1);
    expect(lines()[0]).to.include('a bug (WARN_EVERSPAN_INTERNAL)');
  });

  it('throws nothing into the host where it cannot be taken off', () => {
    host.removeListener = () => {
      throw new Error('frozen');
    };
    watch.exit(1);
    Reflect.deleteProperty(host, 'removeListener');
    host.removeListener('SIGTERM', watch.ours('SIGTERM') as () => void);
    expect(watch.told).to.deep.equal(['end']);
    expect(lines()[0]).to.include('frozen (WARN_EVERSPAN_INTERNAL)');
  });

  it('comes back when all listeners of an event are removed', async () => {
    const ours = watch.ours('exit');
    const others = host.listeners('exit').filter((each) => each !== ours);
    host.removeAllListeners('exit');
    await nextTick();
    expect(host.listeners('exit')).to.deep.equal([ours]);
    for (const each of others) host.on('exit', each as () => void);
    await nextTick();
    expect(host.listeners('exit')).to.deep.equal([...others, ours]);
  });
});

describe('watchProcessEnd, of a signal that others listen to', () => {
  let before: readonly number[];
  let watch: Watch;

  beforeEach(() => {
    before = counts();
    watch = new Watch();
  });

  afterEach(() => {
    watch.stop();
    expect(counts()).to.deep.equal(before);
  });

  /** Sends SIGHUP to a host that listens with `fn`. */
  function signal(fn: () => void): void {
    host.on('SIGHUP', fn);
    host.emit('SIGHUP', 'SIGHUP');
    host.removeListener('SIGHUP', fn);
  }

  it('ends nothing, and is not counted while they decide', async () => {
    let listeners = -1;
    signal(() => (listeners = host.listenerCount('SIGHUP')));
    expect(listeners).to.equal(1);
    expect(watch.told).to.deep.equal(['signal']);
    await nextTick();
    expect(counts()).to.deep.equal(before.map((count) => count + 1));
  });

  it('comes before them each time', async () => {
    const order: string[] = [];
    Object.assign(watch, { onForeignSignal: () => order.push('everspan') });
    for (const name of ['first', 'second']) {
      signal(() => order.push(name));
      await nextTick();
    }
    expect(order).to.deep.equal(['everspan', 'first', 'everspan', 'second']);
  });

  it('stays away when it was stopped by one of them', async () => {
    signal(() => {
      watch.stop();
    });
    await nextTick();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(counts()).to.deep.equal(before);
  });
});
