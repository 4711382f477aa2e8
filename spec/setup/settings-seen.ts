/** What the environment has set, as it is seen by who uses it. */
import { batchVariables } from '../../lib/setup/batch-variables';
import { spanLimitsVariables } from '../../lib/setup/environment';
import { resourceFor } from '../../lib/setup/provider';
import { samplerFor } from '../../lib/setup/sampler';
import { destinationFor } from '../../lib/setup/settings';

export const attribute = (name: string) => () =>
  resourceFor({}).attributes[name];
export const sampler = (): string => {
  const text = String(samplerFor({ keepFailures: false }));
  return /root=(\w+(?:\{[^}]*\})?)/.exec(text)?.[1] ?? text;
};
export const destination =
  (field: keyof ReturnType<typeof destinationFor>) => () =>
    destinationFor({})[field];
export const tls = (field: 'ca' | 'cert' | 'key') => () =>
  String(destinationFor({}).tls[field]);
export const limit =
  (field: keyof ReturnType<typeof spanLimitsVariables>) => () =>
    spanLimitsVariables()[field];
export const batch = (field: keyof ReturnType<typeof batchVariables>) => () =>
  batchVariables()[field];
export const header = (name: string) => () => destinationFor({}).headers[name];
