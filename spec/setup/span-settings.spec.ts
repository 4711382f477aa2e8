import { trace } from '@opentelemetry/api';
import { InMemorySpanExporter, TracerProvider } from '@opentelemetry/sdk-trace';
import { expect } from 'chai';
import type { InitOptions } from '../../lib';
import { currentHandle, setUp } from '../../lib/setup/init';
import { Translation } from '../../lib/span/dialects/translation';
import { spanSettings } from '../../lib/span/span-settings';
import { overhearing } from '../internal/overheard';
import { ownEnvironment } from './own-environment';

interface Way {
  readonly variables?: Readonly<Record<string, string>>;
  readonly options?: InitOptions;
  readonly hasHost?: boolean;
}

const WAYS: Readonly<Record<string, Way>> = {
  'delivery of our own': { options: { journal: false } },
  'an exporter': { options: { exporter: new InMemorySpanExporter() } },
  'nothing exported': { variables: { OTEL_TRACES_EXPORTER: 'none' } },
  'tracing disabled': { variables: { OTEL_SDK_DISABLED: 'true' } },
  'a provider of the host': { hasHost: true },
};

describe('what init tells annotated calls', () => {
  overhearing();
  const setVariables = ownEnvironment();
  const hooks = { onStart: () => undefined };

  beforeEach(() => {
    setVariables({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:1',
      OTEL_EXPORTER_OTLP_TIMEOUT: '50',
    });
  });

  afterEach(async () => {
    await currentHandle()?.shutdown();
    trace.disable();
  });

  for (const [way, { variables, options, hasHost }] of Object.entries(WAYS)) {
    it(`holds until shutdown, with ${way}`, async () => {
      setVariables(variables ?? {});
      if (hasHost) trace.setGlobalTracerProvider(new TracerProvider());
      const everspan = setUp({ ...options, hooks });
      expect(spanSettings().hooks).to.not.equal(undefined);
      await everspan.shutdown();
      expect(spanSettings().hooks).to.equal(undefined);
    });
  }

  it('says what is captured, an option before its variable', async () => {
    const capture = async (options: InitOptions): Promise<unknown> => {
      const everspan = setUp({ ...options, journal: false });
      const { capture: settings } = spanSettings();
      await everspan.shutdown();
      return settings;
    };
    const all = { input: true, output: true, maxBytes: 8192, maxDepth: 6 };
    expect(await capture({})).to.equal(undefined);
    expect(await capture({ capture: true })).to.deep.equal(all);
    setVariables({ EVERSPAN_CAPTURE: 'input' });
    expect(await capture({})).to.deep.equal({ ...all, output: false });
    expect(await capture({ capture: false })).to.equal(undefined);
    const limits = { maxBytes: 256, maxDepth: 1 };
    expect(await capture({ capture: limits })).to.deep.equal({
      ...all,
      ...limits,
    });
  });

  it('says which dialects are asked for, if any', async () => {
    const translation = async (options: InitOptions): Promise<unknown> => {
      const everspan = setUp({ ...options, journal: false });
      const { translation: asked } = spanSettings();
      await everspan.shutdown();
      return asked;
    };
    expect(await translation({})).to.equal(undefined);
    expect(await translation({ dialects: [] })).to.equal(undefined);
    const asked = await translation({ dialects: ['gen_ai'] });
    expect(asked).to.be.an.instanceOf(Translation);
  });

  it('is what it was when init throws', () => {
    const bad = { hooks, tls: { cert: 'no certificate' } };
    expect(() => setUp(bad)).to.throw(TypeError, 'option "tls"');
    expect(spanSettings()).to.deep.equal({});
  });
});
