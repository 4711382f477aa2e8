/** Puts the SDK's tracer provider together. */
import type { Attributes } from '@opentelemetry/api';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
  type Resource,
} from '@opentelemetry/resources';
import { TracerProvider, type SpanProcessor } from '@opentelemetry/sdk-trace';
import { variable } from '../internal/env';
import { VERSION } from '../internal/version';
import { spanLimitsVariables, warnVariable } from './environment';
import { InheritedAttributesProcessor } from './inherited-attributes';
import type { InitOptions } from './options';
import { samplerFor } from './sampler';

/**
 * A provider whose spans pass what the user wants to see or change, and then
 * `delivery`.
 */
export function createProvider(
  options: InitOptions,
  resource: Resource,
  delivery: readonly SpanProcessor[],
): TracerProvider {
  return new TracerProvider({
    resource,
    sampler: samplerFor(options.sampling),
    spanLimits: spanLimitsVariables(),
    spanProcessors: [
      new InheritedAttributesProcessor(),
      ...(options.processors ?? []),
      ...delivery,
    ],
  });
}

/**
 * What this process is, for the backend. Later ones win: the defaults, what
 * runs here, the environment, the options. Command line and user are left out,
 * for they may hold secrets.
 */
export function resourceFor(options: InitOptions): Resource {
  return defaultResource()
    .merge(resourceFromAttributes(runningHere()))
    .merge(fromEnvironment())
    .merge(resourceFromAttributes(fromOptions(options)));
}

const RESOURCE_VARIABLE = 'OTEL_RESOURCE_ATTRIBUTES';

/** The SDK drops all of a text that it cannot read, and tells nobody. */
function fromEnvironment(): Resource {
  const resource = detectResources({ detectors: [envDetector] });
  const text = variable(RESOURCE_VARIABLE);
  if (text !== undefined && isDropped(text, resource)) {
    const expected = 'key=value pairs, separated by commas, percent-encoded';
    warnVariable(RESOURCE_VARIABLE, `expected ${expected}`);
  }
  return resource;
}

/** The name of the service may come from a variable of its own. */
function isDropped(text: string, { attributes }: Resource): boolean {
  const names = Object.keys(attributes);
  const own = 'service.name';
  return names.every((name) => name === own) && !text.includes(own);
}

/** @see https://opentelemetry.io/docs/specs/semconv/resource/ */
function runningHere(): Attributes {
  return {
    'telemetry.distro.name': 'everspan',
    'telemetry.distro.version': VERSION,
    'process.pid': process.pid,
    'process.runtime.name': 'nodejs',
    'process.runtime.version': process.versions.node,
  };
}

function fromOptions(options: InitOptions): Attributes {
  const { serviceName, serviceVersion, resource } = options;
  return {
    ...resource,
    ...(serviceName !== undefined && { 'service.name': serviceName }),
    ...(serviceVersion !== undefined && { 'service.version': serviceVersion }),
  };
}
