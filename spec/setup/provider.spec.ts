import { ROOT_CONTEXT } from '@opentelemetry/api';
import type { ReadableSpan, Span } from '@opentelemetry/sdk-trace';
import { expect } from 'chai';
import { VERSION } from '../../lib/internal/version';
import type { InitOptions } from '../../lib/setup/options';
import { createProvider, resourceFor } from '../../lib/setup/provider';
import { overhearing } from '../internal/overheard';
import { ownEnvironment } from './own-environment';

function processor(onEnd: (span: ReadableSpan) => void) {
  return {
    onStart: () => undefined,
    onEnd,
    forceFlush: () => Promise.resolve(),
    shutdown: () => Promise.resolve(),
  };
}

/** The resource of a span made with these options. */
function resourceOf(options: InitOptions): ReadableSpan['resource'] {
  const tracer = createProvider(options, resourceFor(options), []).getTracer(
    'spec',
  );
  return (tracer.startSpan('x') as Span).resource;
}

describe('createProvider', () => {
  overhearing();
  const setVariables = ownEnvironment();

  it('says what runs here', () => {
    expect(resourceOf({}).attributes).to.deep.include({
      'telemetry.sdk.language': 'nodejs',
      'telemetry.distro.name': 'everspan',
      'telemetry.distro.version': VERSION,
      'process.pid': process.pid,
      'process.runtime.name': 'nodejs',
      'process.runtime.version': process.versions.node,
    });
    expect(resourceOf({}).attributes['service.name']).to.match(
      /^unknown_service/,
    );
  });

  it('says nothing of the command line and the user', () => {
    const { attributes } = resourceOf({});
    const names = Object.keys(attributes).filter((name) =>
      /command|owner|executable|host/.test(name),
    );
    expect(names).to.deep.equal([]);
  });

  it('names the service by option, else by variable', () => {
    setVariables({
      OTEL_SERVICE_NAME: 'by-variable',
      OTEL_RESOURCE_ATTRIBUTES: 'service.name=by-list,team=a%20b',
    });
    const { attributes } = resourceOf({});
    expect(attributes).to.include({
      'service.name': 'by-variable',
      team: 'a b',
    });
    const options = { serviceName: 'by-option', serviceVersion: '1.0.0' };
    expect(resourceOf(options).attributes).to.include({
      'service.name': 'by-option',
      'service.version': '1.0.0',
      team: 'a b',
    });
  });

  it('takes attributes of the options over all others', () => {
    setVariables({ OTEL_RESOURCE_ATTRIBUTES: 'team=variable' });
    const resource = { team: 'option', 'process.pid': 1, 'service.name': 'r' };
    expect(resourceOf({ resource }).attributes).to.include(resource);
    const both = resourceOf({ resource, serviceName: 'own' });
    expect(both.attributes).to.include({ 'service.name': 'own' });
  });

  it("has the user's processors see a span before delivery does", () => {
    const order: string[] = [];
    const processors = [processor(() => order.push('theirs'))];
    const delivery = [processor(() => order.push('ours'))];
    const provider = createProvider({ processors }, resourceFor({}), delivery);
    provider.getTracer('spec').startSpan('x', {}, ROOT_CONTEXT).end();
    expect(order).to.deep.equal(['theirs', 'ours']);
  });

  it('limits spans as the environment says', () => {
    setVariables({ OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: '1' });
    const tracer = createProvider({}, resourceFor({}), []).getTracer('spec');
    const attributes = { a: 1, b: 2 };
    const span = tracer.startSpan('x', { attributes }) as Span;
    expect(span.attributes).to.deep.equal({ a: 1 });
  });
});
