import {
  propagation,
  type Span,
  context,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { InMemorySpanExporter, TracerProvider } from '@opentelemetry/sdk-trace';
import { expect } from 'chai';
import { type InitOptions, task, workflow } from '../../lib';
import { extract } from '../../lib/messaging';
import { currentHandle, setUp } from '../../lib/setup/init';
import { overhearing } from '../internal/overheard';
import { ownBackend } from './own-backend';

const REMOTE = '00-5b8efff798038103d269b633813fc60c-eee19b7ec3c1b174-00';

/** A span of another library. */
function call(name: string, code = SpanStatusCode.UNSET): void {
  trace.getTracer('library').startSpan(name).setStatus({ code }).end();
}

const fail = (): never => {
  throw new Error('declined');
};

/** A run of two tasks, in the first of which a library is at work. */
async function run(charge: (span: Span) => unknown): Promise<void> {
  await workflow.run('place', async () => {
    await task.run('reserve', async () => {
      await new Promise(setImmediate);
      call('SELECT');
    });
    await task.run('charge', charge);
  });
}

const WHOLE = ['SELECT', 'reserve', 'charge', 'place'];

describe('a run that is not sampled', () => {
  overhearing();
  const server = ownBackend();

  const setUpNone = (options: InitOptions = {}) =>
    setUp({ sampling: { ratio: 0 }, ...options });

  it('is sent whole when it failed, and not at all when it did not', async () => {
    const everspan = setUpNone();
    await run(() => 7);
    await run(fail).catch(() => undefined);
    expect(await everspan.flush()).to.equal(true);
    expect(server().names).to.have.members(WHOLE);
    const { dropped, ...counts } = everspan.stats();
    expect(counts).to.include({ ended: 8, delivered: 4, kept: 4, held: 0 });
    expect(dropped).to.include({ unsampled: 4 });
  });

  it('has failed when a task of it has, though somebody caught that', async () => {
    const everspan = setUpNone();
    await run(() =>
      task.run('ask', () => Promise.reject(new Error('no'))).catch(() => 7),
    );
    expect(await everspan.flush()).to.equal(true);
    expect(server().names).to.have.members([...WHOLE, 'ask']);
  });

  it('has not failed when a library’s span has, or what is no failure', async () => {
    const everspan = setUpNone();
    await run(() => {
      call('GET', SpanStatusCode.ERROR);
    });
    const options = { name: 'next', isFailure: () => false };
    await run(() => {
      try {
        task.run(options, fail);
      } catch {
        // Control flow.
      }
    });
    expect(await everspan.flush()).to.equal(true);
    expect(server().names).to.deep.equal([]);
    expect(everspan.stats()).to.include({ kept: 0 });
  });

  it('counts every span once: waiting, held, delivered or dropped', async () => {
    const everspan = setUpNone();
    await run(fail).catch(() => undefined);
    await run(() => {
      task.run('inner', () => 7);
      const { ended, delivered, waiting, held, dropped } = everspan.stats();
      expect(held).to.equal(3);
      expect(ended).to.equal(delivered + waiting + held + dropped.unsampled);
    });
  });

  it('stays unsampled for the services that it calls', async () => {
    setUpNone();
    const carrier: Record<string, string> = {};
    await run(() => {
      propagation.inject(context.active(), carrier);
      fail();
    }).catch(() => undefined);
    expect(carrier['traceparent']).to.match(/-00$/);
  });

  it('is kept here as well when it was the caller who did not sample', async () => {
    const everspan = setUp({});
    await context.with(extract({ traceparent: REMOTE }), () =>
      run(fail).catch(() => undefined),
    );
    expect(await everspan.flush()).to.equal(true);
    expect(server().names).to.have.members(WHOLE);
    expect(everspan.stats()).to.include({ kept: 4 });
  });

  const ways: Readonly<Record<string, () => unknown>> = {
    'where failures are not kept': () =>
      setUp({ sampling: { ratio: 0, keepFailures: false } }),
    'where sampling is always off': () => {
      Object.assign(process.env, { OTEL_TRACES_SAMPLER: 'always_off' });
      return setUp({ sampling: { keepFailures: true } });
    },
    'with an exporter': () =>
      setUpNone({ exporter: new InMemorySpanExporter() }),
    'where nothing is exported': () => {
      Object.assign(process.env, { OTEL_TRACES_EXPORTER: 'none' });
      return setUpNone();
    },
    'under the sampler of a host': () => {
      const sampler = {
        shouldSample: () => ({ decision: 0 }),
        toString: () => 'Never',
      };
      trace.setGlobalTracerProvider(new TracerProvider({ sampler }));
      return setUpNone();
    },
  };
  for (const [way, begin] of Object.entries(ways)) {
    it(`is not even recorded ${way}`, async () => {
      begin();
      let isRecording = true;
      await run((span) => {
        isRecording = span.isRecording();
        fail();
      }).catch(() => undefined);
      await currentHandle()?.flush();
      expect(isRecording).to.equal(false);
      expect(server().names).to.deep.equal([]);
    });
  }
});
