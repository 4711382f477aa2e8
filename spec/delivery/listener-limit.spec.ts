import { expect } from 'chai';
import { watchProcessEnd } from '../../lib/delivery/process-end';

const host: NodeJS.EventEmitter = process;
const IGNORANT = {
  onProcessEnd: () => undefined,
  onCrashSeen: () => undefined,
  onForeignSignal: () => undefined,
  onIdle: () => undefined,
};

describe('watchProcessEnd, and the limit of listeners', () => {
  const added: (() => void)[] = [];
  const warnings: string[] = [];
  const { emitWarning } = process;
  let limit: number;
  let stop: () => void;

  beforeEach(() => {
    limit = process.getMaxListeners();
    stop = watchProcessEnd(IGNORANT);
    process.emitWarning = (warning: Error | string): void => {
      warnings.push(warning instanceof Error ? warning.name : warning);
    };
  });

  afterEach(() => {
    stop();
    for (const fn of added.splice(0)) host.removeListener('SIGHUP', fn);
    process.emitWarning = emitWarning;
    process.setMaxListeners(limit);
    warnings.length = 0;
  });

  /** The host adds listeners, in one turn or in many. */
  async function addToSignal(count: number, turn?: () => Promise<void>) {
    for (let n = 0; n < count; n += 1) {
      const fn = (): void => undefined;
      added.push(fn);
      host.on('SIGHUP', fn);
      await turn?.();
    }
    await nextTurn();
  }

  it('leaves the host as many as without us', async () => {
    await addToSignal(limit);
    expect(warnings).to.deep.equal([]);
    expect(process.getMaxListeners()).to.equal(limit);
  });

  it('leaves it as many when they are added one by one', async () => {
    await addToSignal(limit, nextTurn);
    expect(warnings).to.deep.equal([]);
    expect(process.getMaxListeners()).to.equal(limit);
  });

  it('lets Node warn of one more, as without us', async () => {
    await addToSignal(limit + 1);
    expect(warnings).to.deep.equal(['MaxListenersExceededWarning']);
  });

  it('keeps a limit that the host sets, in the same turn too', async () => {
    const adding = addToSignal(1);
    process.setMaxListeners(33);
    await adding;
    expect(process.getMaxListeners()).to.equal(33);
    process.setMaxListeners(0);
    await addToSignal(40);
    expect(process.getMaxListeners()).to.equal(0);
    expect(warnings).to.deep.equal([]);
  });

  it('counts nothing of ours when another watch begins', async () => {
    const stopOther = watchProcessEnd(IGNORANT);
    await nextTurn();
    expect(process.getMaxListeners()).to.equal(limit);
    expect(warnings).to.deep.equal([]);
    stopOther();
  });
});

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
