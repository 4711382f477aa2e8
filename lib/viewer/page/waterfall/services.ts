/** The services of a trace, and the colours that tell them apart. Pure. */
import type { SpanJson } from '../../api-types';
import { serviceOf } from '../span/span-text';

/** In the order in which they came into it. */
export function servicesOf(spans: readonly SpanJson[]): readonly string[] {
  return [...new Set(spans.map(serviceOf))];
}

/** Classes of the style sheet, `service-0` and so on. */
const COLOURS = 6;

export function serviceClass(
  service: string,
  services: readonly string[],
): string {
  return `service-${Math.max(services.indexOf(service), 0) % COLOURS}`;
}
