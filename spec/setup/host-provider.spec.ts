import { trace, type TracerProvider as AnyProvider } from '@opentelemetry/api';
import { TracerProvider } from '@opentelemetry/sdk-trace';
import { expect } from 'chai';
import { flushHostProvider, hostProvider } from '../../lib/setup/host-provider';
import { handleBeforeInit, idleHandle } from '../../lib/setup/idle-handle';

const PATIENT_MS = 60_000;

/** Registers a provider that flushes as it is told to. */
function register(forceFlush?: unknown): AnyProvider {
  const provider = new TracerProvider();
  const registered = Object.assign(provider, { forceFlush }) as AnyProvider;
  trace.setGlobalTracerProvider(registered);
  return registered;
}

describe('hostProvider', () => {
  afterEach(() => {
    trace.disable();
  });

  it('is undefined while none is registered', () => {
    expect(hostProvider()).to.equal(undefined);
    trace.getTracer('early').startSpan('x').end();
    expect(hostProvider()).to.equal(undefined);
  });

  it('is the one that is registered, whatever its class', () => {
    const provider = register();
    expect(hostProvider()).to.equal(provider);
    trace.disable();
    const tracer = new TracerProvider().getTracer('x');
    const foreign = { getTracer: () => tracer };
    trace.setGlobalTracerProvider(foreign);
    expect(hostProvider()).to.equal(foreign);
  });

  it('is the one that is registered although it fails', () => {
    const failing = {
      getTracer: () => {
        throw new Error('not today');
      },
    };
    trace.setGlobalTracerProvider(failing);
    expect(hostProvider()).to.equal(failing);
  });
});

describe('flushHostProvider', () => {
  afterEach(() => {
    trace.disable();
  });

  it('is true where there is nothing to flush', async () => {
    expect(await flushHostProvider(PATIENT_MS)).to.equal(true);
    register();
    expect(await flushHostProvider(PATIENT_MS)).to.equal(true);
  });

  it('is true when the provider has flushed', async () => {
    register(() => Promise.resolve());
    expect(await flushHostProvider(PATIENT_MS)).to.equal(true);
  });

  it('is false when the provider fails, in whatever way', async () => {
    const ways: readonly unknown[] = [
      () => Promise.reject(new Error('no backend')),
      () => {
        throw new Error('no backend');
      },
      () => undefined,
    ];
    for (const forceFlush of ways) {
      trace.disable();
      register(forceFlush);
      expect(await flushHostProvider(PATIENT_MS)).to.equal(false);
    }
  });

  it('is false when the time is over, and a late failure harms nobody', async () => {
    let fail = (): void => undefined;
    const late = new Promise<void>((_, reject) => {
      fail = () => {
        reject(new Error('late'));
      };
    });
    register(() => late);
    expect(await flushHostProvider(5)).to.equal(false);
    fail();
    await new Promise(setImmediate);
  });
});

describe('idleHandle', () => {
  afterEach(() => {
    trace.disable();
  });

  it('counts nothing, says whose delivery it is, and asks it to flush', async () => {
    let flushed = 0;
    register(() => Promise.resolve((flushed += 1)));
    const handle = idleHandle('host', () => Promise.resolve());
    expect(await handle.flush()).to.equal(true);
    await handle.shutdown();
    expect(flushed).to.equal(1);
    expect(handle.stats()).to.include({
      owner: 'host',
      started: 0,
      waiting: 0,
    });
  });

  it("is nobody's before `init`, or the host's", () => {
    expect(handleBeforeInit().stats().owner).to.equal('nobody');
    register();
    expect(handleBeforeInit().stats().owner).to.equal('host');
  });
});
