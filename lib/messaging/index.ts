/** everspan/messaging: context, links and business ids across messages. */
export type { CustomCarrier } from '../context/carrier';
export type { Continuation } from '../context/continuation';
export type { InjectOptions } from '../context/inject';
export { linkFrom, linksFrom } from '../context/links';
export type { Links, LinkSource, LinksOptions } from '../context/links';
export { correlationId, withCorrelation } from './correlate';
export { extract, inject } from './propagate';
