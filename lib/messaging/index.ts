/** everspan/messaging: context, links and business ids across messages. */
export type { CustomCarrier } from '../context/carrier';
export type { Continuation } from '../context/continuation';
export type { InjectOptions } from '../context/inject';
export { linkFrom, linksFrom } from '../context/links';
export type { Links, LinkSource, LinksOptions } from '../context/links';
export type {
  ConsumerOperation,
  Operation,
  ProducerOperation,
} from './conventions';
export { correlationId, withCorrelation } from './correlate';
export { linkedSampler } from './linked-sampler';
export type { Sampler, SamplingResult } from './linked-sampler';
export type {
  ConsumerOptions,
  MessagingOptions,
  ProducerOptions,
} from './messaging-options';
export { consumer, producer } from './producer-consumer';
export type { MessagingAnnotation } from './producer-consumer';
export { extract, inject } from './propagate';
export { resume, suspend } from './suspend-resume';
export type { Token } from './suspend-resume';
