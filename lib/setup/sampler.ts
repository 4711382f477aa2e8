/**
 * Which traces are sampled, and whether the others are recorded in case they
 * fail.
 */
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  createAlwaysRecordSampler,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  type Sampler,
} from '@opentelemetry/sdk-trace';
import { variable } from '../internal/env';
import { received } from '../internal/errors';
import { warnVariable } from './environment';
import type { InitOptions } from './options';

type SamplerName =
  | 'always_on'
  | 'always_off'
  | 'traceidratio'
  | 'parentbased_always_on'
  | 'parentbased_always_off'
  | 'parentbased_traceidratio';

const SAMPLERS: Readonly<Record<SamplerName, () => Sampler>> = {
  always_on: () => new AlwaysOnSampler(),
  always_off: () => new AlwaysOffSampler(),
  traceidratio: () => new TraceIdRatioBasedSampler(ratioVariable()),
  parentbased_always_on: () => parentBased(new AlwaysOnSampler()),
  parentbased_always_off: () => parentBased(new AlwaysOffSampler()),
  parentbased_traceidratio: () =>
    parentBased(new TraceIdRatioBasedSampler(ratioVariable())),
};

const DEFAULT_SAMPLER: SamplerName = 'parentbased_always_on';

/** The sampler that the options ask for, else the environment. */
export function samplerFor(sampling: InitOptions['sampling']): Sampler {
  const keepFailures = sampling?.keepFailures ?? true;
  if (sampling?.ratio !== undefined) {
    const root = new TraceIdRatioBasedSampler(sampling.ratio);
    return recording(parentBased(root), keepFailures);
  }
  const name = samplerVariable();
  // Who turns sampling off wants nothing recorded, failures included.
  const isOff = name.endsWith('always_off');
  return recording(SAMPLERS[name](), keepFailures && !isOff);
}

/** A failure is known at the end, so keeping it takes recording from the start. */
function recording(sampler: Sampler, keepFailures: boolean): Sampler {
  return keepFailures ? createAlwaysRecordSampler(sampler) : sampler;
}

function parentBased(root: Sampler): Sampler {
  return new ParentBasedSampler({ root });
}

function samplerVariable(): SamplerName {
  const name = variable('OTEL_TRACES_SAMPLER');
  if (name === undefined) return DEFAULT_SAMPLER;
  if (isSamplerName(name)) return name;
  warnVariable(
    'OTEL_TRACES_SAMPLER',
    `expected ${Object.keys(SAMPLERS).join(', ')}, got ${received(name)}`,
  );
  return DEFAULT_SAMPLER;
}

function isSamplerName(name: string): name is SamplerName {
  return Object.hasOwn(SAMPLERS, name);
}

function ratioVariable(): number {
  const text = variable('OTEL_TRACES_SAMPLER_ARG');
  const ratio = text === undefined ? 1 : Number(text);
  if (ratio >= 0 && ratio <= 1) return ratio;
  warnVariable(
    'OTEL_TRACES_SAMPLER_ARG',
    `expected a number from 0 to 1, got ${received(text)}`,
  );
  return 1;
}
