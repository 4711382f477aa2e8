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
import { VERSION } from '../internal/version';
import { spanLimitsVariables } from './environment';
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
    .merge(detectResources({ detectors: [envDetector] }))
    .merge(resourceFromAttributes(fromOptions(options)));
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
