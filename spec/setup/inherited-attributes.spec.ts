import { context, ROOT_CONTEXT, trace, type Context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { TracerProvider, type Span } from '@opentelemetry/sdk-trace';
import { expect } from 'chai';
import { workflow } from '../../lib/annotations/annotations';
import { InheritedAttributesProcessor } from '../../lib/setup/inherited-attributes';

describe('InheritedAttributesProcessor', () => {
  const processor = new InheritedAttributesProcessor();
  const provider = new TracerProvider({ spanProcessors: [processor] });
  const library = provider.getTracer('library');

  before(() => {
    const manager = new AsyncLocalStorageContextManager().enable();
    context.setGlobalContextManager(manager);
    trace.setGlobalTracerProvider(provider);
  });

  after(async () => {
    trace.disable();
    context.disable();
    await provider.shutdown();
  });

  function startIn(around: Context): Span {
    return library.startSpan('SELECT', {}, around) as Span;
  }

  it("marks other libraries' spans as part of the workflow", () => {
    const options = { name: 'place order', correlationId: 'o-7' };
    const span = workflow.run(options, () => startIn(context.active()));
    expect(span.attributes).to.deep.equal({
      'everspan.workflow.name': 'place order',
      'everspan.path': 'place order',
      'everspan.correlation.id': 'o-7',
    });
  });

  it('leaves spans outside every workflow alone', () => {
    expect(startIn(ROOT_CONTEXT).attributes).to.deep.equal({});
  });

  it('has nothing to flush', async () => {
    await processor.forceFlush();
    processor.onEnd();
  });
});
