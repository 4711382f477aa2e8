/**
 * Keeps what the user has told OpenTelemetry, everspan and node, of proxies and
 * of colours, from the specs: they hold on every machine, or say themselves what they set.
 */
import { PATIENT } from './patience';

const TOLD = /^(OTEL_|EVERSPAN_|NODE_OPTIONS$|NO_COLOR$|FORCE_COLOR$)|_proxy$/i;

/** Of those who run the specs, too: npm, ts-node, and what node is told. */
const OF_THE_RUN = /^(NODE_|npm_|TS_NODE_)/i;

/** What it was, for who asks the registry: that may be behind a proxy. */
export const AS_GIVEN: Readonly<NodeJS.ProcessEnv> = { ...process.env };

for (const name of Object.keys(process.env)) {
  if (TOLD.test(name)) Reflect.deleteProperty(process.env, name);
}

/** For programs of users, who wait for their backend as long as it takes. */
export function programEnvironment(): NodeJS.ProcessEnv {
  const all = Object.entries(process.env);
  const kept = all.filter(
    ([name]) => !TOLD.test(name) && !OF_THE_RUN.test(name),
  );
  return { ...Object.fromEntries(kept), ...PATIENT };
}
