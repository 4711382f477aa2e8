/** Whose spans go where, and where they lie until they are there. */
import type { Destination } from '../delivery/destination';
import { variable } from '../internal/env';
import { openDirectory } from '../journal/directory';
import { resourceFor } from './provider';
import { destinationFor } from './settings';

/** All that is needed to send what a dead process left. */
export interface DeliveryPlan {
  /** `service.name`. */
  readonly service: string;
  /** The folder of the journals; it exists. */
  readonly folder: string;
  readonly destination: Destination;
}

/** A plan, or why there can be none. */
export type PlanOrRefusal =
  | { readonly kind: 'plan'; readonly plan: DeliveryPlan }
  | { readonly kind: 'refused'; readonly why: string };

/**
 * What the environment says, as `init()` would understand it.
 *
 * @param directory instead of the usual folder
 */
export function planFromEnvironment(directory?: string): PlanOrRefusal {
  const folder = openDirectory(directory ?? variable('EVERSPAN_JOURNAL_DIR'));
  if (folder.kind === 'refused') return folder;
  const service = serviceNameFromEnvironment();
  const destination = destinationFor({});
  return { kind: 'plan', plan: { service, folder: folder.path, destination } };
}

/** `service.name`, as the environment has it. */
export function serviceNameFromEnvironment(): string {
  return String(resourceFor({}).attributes['service.name']);
}
