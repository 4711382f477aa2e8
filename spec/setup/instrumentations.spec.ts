import { trace, type TracerProvider } from '@opentelemetry/api';
import { expect } from 'chai';
import { join } from 'node:path';
import type { Instrumentation } from '../../lib/setup/instrumentations';
import { currentHandle, setUp } from '../../lib/setup/init';
import type { ReceivedSpan } from '../../lib/viewer/store/received-span';
import { overhearing } from '../internal/overheard';
import { startBackend } from '../support/backend';
import { runFixture } from '../support/run-fixture';
import { ownEnvironment } from './own-environment';

/** One that notes what is done with it. */
function noting(config?: { readonly enabled?: boolean }) {
  const done: string[] = [];
  const instrumentation: Instrumentation = {
    setTracerProvider: (provider: TracerProvider) => {
      done.push(provider === trace.getTracerProvider() ? 'provider' : 'other');
    },
    enable: () => done.push('enable'),
    disable: () => done.push('disable'),
    ...(config && { getConfig: () => config }),
  };
  return { done, instrumentation };
}

describe('instrumentations', () => {
  const lines = overhearing();
  const setVariables = ownEnvironment();

  beforeEach(() => {
    setVariables({ OTEL_TRACES_EXPORTER: 'none' });
  });

  afterEach(async () => {
    await currentHandle()?.shutdown();
    trace.disable();
  });

  it('get the provider, and are disabled by shutdown', async () => {
    const [first, second] = [noting(), noting({ enabled: true })];
    const list = [first.instrumentation, [second.instrumentation]];
    const everspan = setUp({ instrumentations: list });
    for (const { done } of [first, second]) {
      expect(done).to.deep.equal(['provider']);
    }
    await everspan.shutdown();
    for (const { done } of [first, second]) {
      expect(done).to.deep.equal(['provider', 'disable']);
    }
  });

  it('are enabled where they are not, at the beginning and again', async () => {
    const off = noting({ enabled: false });
    const on = noting({ enabled: true });
    const instrumentations = [off.instrumentation, on.instrumentation];
    await setUp({ instrumentations }).shutdown();
    expect(off.done).to.deep.equal(['provider', 'enable', 'disable']);
    setUp({ instrumentations });
    expect(off.done.slice(3)).to.deep.equal(['provider', 'enable']);
    expect(on.done.slice(2)).to.deep.equal(['provider', 'enable']);
  });

  it('are left out where they throw, which is told once', async () => {
    const bad: Instrumentation = {
      ...noting().instrumentation,
      setTracerProvider: () => {
        throw new Error('made for another API');
      },
    };
    const good = noting();
    const instrumentations = [bad, good.instrumentation, bad];
    await setUp({ instrumentations }).shutdown();
    expect(good.done).to.deep.equal(['provider', 'disable']);
    expect(lines()).to.have.lengthOf(1);
    expect(lines()[0]).to.include('made for another API');
    expect(lines()[0]).to.include('WARN_EVERSPAN_USER_CODE');
  });

  it('are left alone with OTEL_SDK_DISABLED=true', async () => {
    setVariables({ OTEL_SDK_DISABLED: 'true' });
    const { done, instrumentation } = noting({ enabled: false });
    await setUp({ instrumentations: [instrumentation] }).shutdown();
    expect(done).to.deep.equal([]);
  });

  it('throw where they are none', () => {
    for (const bad of [{}, [{}], [[7]]] as never[]) {
      expect(() => setUp({ instrumentations: bad })).to.throw(
        TypeError,
        'ERR_EVERSPAN_INIT_OPTION: option "instrumentations',
      );
    }
  });
});

function childrenOf(
  parentName: string,
  spans: readonly ReceivedSpan[],
): readonly string[] {
  const parent = spans.find(({ name }) => name === parentName);
  return spans
    .filter(({ parentSpanId }) => parentSpanId === parent?.spanId)
    .filter(
      ({ attributes }) => attributes['everspan.workflow.name'] === 'place',
    )
    .map(({ name }) => name);
}

describe('instrumentations of http and undici', () => {
  for (const [end, code] of Object.entries({ exit: 1, shutdown: 0 })) {
    it(`hang under our spans until ${end}, and do not see delivery`, async () => {
      const backend = await startBackend();
      const { code: ended, reports } = await runFixture({
        script: join(__dirname, 'fixtures', 'instrumented.cjs'),
        args: [end],
        env: { OTEL_EXPORTER_OTLP_ENDPOINT: backend.url },
      });
      await backend.close();
      const spans = backend.spans();
      expect(ended).to.equal(code);
      expect(childrenOf('by http', spans)).to.deep.equal(['GET']);
      expect(childrenOf('by fetch', spans)).to.deep.equal(['GET']);
      // Both of its server's too, and no request of ours.
      expect(spans).to.have.lengthOf(7);
      expect(reports).to.deep.equal(end === 'exit' ? [] : [false]);
    });
  }
});
