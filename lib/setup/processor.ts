/**
 * `processor()`: a process has one delivery, and who asks for another gets the
 * same.
 */
import { AsyncResource } from 'node:async_hooks';
import { isDeepStrictEqual } from 'node:util';
import type { Resource } from '@opentelemetry/resources';
import type { SpanProcessor } from '@opentelemetry/sdk-trace';
import { knownAttributes } from '../delivery/known-resource';
import { warnOnce } from '../internal/diag';
import { applySpanSettings } from '../span/span-settings';
import { checkProcessorOptions } from './check-options';
import {
  checkConfigFileVariable,
  isDisabled,
  isExportingVariable,
} from './environment';
import { HostProcessor, JoinedProcessor } from './host-processor';
import { InheritedAttributesProcessor } from './inherited-attributes';
import './loaded-early';
import type { InitOptions, ProcessorOptions } from './options';
import { destinationFor } from './settings';
import { sharedDelivery, shareHandle } from './shared-handle';
import { spanSettingsFor } from './span-settings';
import { startDelivery } from './start-delivery';

export type { SpanProcessor };

/** What the processor of this process was told, while there is one. */
let standing: ProcessorOptions | undefined;

/**
 * A processor for the provider of a host.
 *
 * @throws `ERR_EVERSPAN_INIT_OPTION` for a bad option, before anything is done
 */
export function createProcessor(options: ProcessorOptions): SpanProcessor {
  checkProcessorOptions(options);
  if (isDisabled() || !isExportingVariable()) {
    return new InheritedAttributesProcessor();
  }
  checkConfigFileVariable();
  const shared = sharedDelivery();
  if (!shared) return firstProcessor(options);
  warnOfOtherOptions(options);
  return new JoinedProcessor(shared);
}

/** What hides secrets for the host's provider, unless `init` is told more. */
export function withRedactionOfProcessor(options: InitOptions): InitOptions {
  const redact = options.redact ?? standing?.redact;
  return redact === undefined ? options : { ...options, redact };
}

/** Of what `init` is told beside a processor, some has no effect. */
export function warnOfIgnored(options: InitOptions): void {
  if (!standing) return;
  const ignored = Object.keys(options).filter((name) => !HEEDED.has(name));
  if (ignored.length === 0) return;
  warnOnce(
    'WARN_EVERSPAN_INIT_TWICE',
    `init() joins the provider in which processor() stands: ` +
      `${ignored.join(', ')} must be given to these, and are not used`,
  );
}

/** They are about annotated calls, whoever makes the spans. */
const HEEDED: ReadonlySet<string> = new Set<keyof InitOptions>([
  'hooks',
  'capture',
  'continuation',
  'dialects',
  'redact',
  'instrumentations',
]);

function firstProcessor(options: ProcessorOptions): HostProcessor {
  const destination = destinationFor(options);
  const undo: (() => void)[] = [];
  const processor = new HostProcessor(
    // Not in the context of whoever happens to start the first span.
    AsyncResource.bind((resource: Resource) =>
      startDelivery(serviceOf(resource), destination, options),
    ),
    () => {
      standing = undefined;
      for (const each of undo) each();
    },
  );
  undo.push(shareHandle(processor, processor));
  undo.push(applySpanSettings(spanSettingsFor(options, 'host')));
  standing = options;
  return processor;
}

function serviceOf(resource: Resource): string {
  return String(knownAttributes(resource)['service.name'] ?? 'unknown_service');
}

function warnOfOtherOptions(options: ProcessorOptions): void {
  if (standing && isDeepStrictEqual(standing, options)) return;
  warnOnce(
    'WARN_EVERSPAN_INIT_TWICE',
    standing
      ? 'processor() was called again with other options; the first ones stay'
      : 'processor() was called after init(), whose delivery and provider ' +
          'stay; call processor() first, or leave out one of both',
  );
}
