/** Providers of a host's own, in which our processor is to stand. */
import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { expect } from 'chai';
import type { processor } from '../../lib/everspan';
import { currentHandle } from '../../lib/setup/init';
import { spanSettings } from '../../lib/span/span-settings';
import { AnsweringServer } from '../delivery/answering-server';
import { ownEnvironment } from './own-environment';

type Processor = ReturnType<typeof processor>;
type Options = ConstructorParameters<typeof BasicTracerProvider>[0];

/** A backend for each spec of a `describe`, and providers that end with it. */
export class HostProviders {
  readonly setVariables = ownEnvironment();
  readonly #providers: BasicTracerProvider[] = [];
  #server: AnsweringServer | undefined;

  constructor() {
    beforeEach(() => this.#begin());
    afterEach(() => this.#end());
  }

  get server(): AnsweringServer {
    if (!this.#server) throw new Error('there is none between two specs');
    return this.#server;
  }

  provide(spanProcessors: Processor[], options?: Options): BasicTracerProvider {
    const provider = new BasicTracerProvider({ ...options, spanProcessors });
    this.#providers.push(provider);
    return provider;
  }

  register(
    spanProcessors: Processor[],
    options?: Options,
  ): BasicTracerProvider {
    const provider = this.provide(spanProcessors, options);
    trace.setGlobalTracerProvider(provider);
    return provider;
  }

  async #begin(): Promise<void> {
    this.#server = await new AnsweringServer().listen();
    const endpoint = `http://localhost:${String(this.#server.port)}`;
    this.setVariables({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
    const manager = new AsyncLocalStorageContextManager().enable();
    context.setGlobalContextManager(manager);
  }

  async #end(): Promise<void> {
    for (const each of this.#providers.splice(0)) await each.shutdown();
    await currentHandle()?.shutdown();
    trace.disable();
    context.disable();
    await this.server.close();
    expect(spanSettings()).to.deep.equal({});
  }
}
