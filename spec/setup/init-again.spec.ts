import { trace } from '@opentelemetry/api';
import { expect } from 'chai';
import { task } from '../../lib/annotations/annotations';
import type { Everspan } from '../../lib/setup/handle';
import { hostProvider } from '../../lib/setup/host-provider';
import { currentHandle, setUp } from '../../lib/setup/init';
import { overhearing } from '../internal/overheard';
import { ownBackend } from './own-backend';

function failingAt(shutdown: () => Promise<void>) {
  return {
    onStart: () => undefined,
    onEnd: () => undefined,
    forceFlush: () => Promise.resolve(),
    shutdown,
  };
}

function endSpan(name: string): void {
  trace.getTracer('library').startSpan(name).end();
}

describe('setUp, after a shutdown', () => {
  overhearing();
  const server = ownBackend();

  async function expectDelivery(everspan: Everspan, name: string) {
    task.run(name, () => {
      endSpan(`below ${name}`);
    });
    expect(await everspan.flush()).to.equal(true);
    expect(server().names.slice(-2)).to.have.members([name, `below ${name}`]);
  }

  it('sends what waits, and leaves nothing registered', async () => {
    const everspan = setUp({});
    endSpan('last');
    await everspan.shutdown();
    expect(server().names).to.deep.equal(['last']);
    expect(hostProvider()).to.equal(undefined);
    expect(currentHandle()).to.equal(undefined);
  });

  it('begins anew, with other options', async () => {
    await expectDelivery(setUp({ serviceName: 'one' }), 'first');
    await currentHandle()?.shutdown();
    await expectDelivery(setUp({ serviceName: 'two' }), 'second');
  });

  it('is not undone by another shutdown of the handle before', async () => {
    const before = setUp({});
    const twice = [before.shutdown(), before.shutdown()];
    await twice[0];
    const everspan = setUp({});
    await Promise.all([...twice, before.shutdown()]);
    expect(currentHandle()).to.equal(everspan);
    await expectDelivery(everspan, 'alive');
  });

  it("delivers although a user's processor cannot be shut down", async () => {
    const failures: readonly (() => Promise<void>)[] = [
      () => Promise.reject(new Error('no')),
      () => {
        throw new Error('no');
      },
    ];
    for (const [n, shutdown] of failures.entries()) {
      const everspan = setUp({ processors: [failingAt(shutdown)] });
      endSpan(`last ${n}`);
      await everspan.shutdown();
      expect(server().names.at(-1)).to.equal(`last ${n}`);
      expect(hostProvider()).to.equal(undefined);
    }
  });
});
