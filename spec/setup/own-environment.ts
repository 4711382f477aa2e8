/** An environment of the spec's own. */
import { newJournalFolder } from '../support/journal-folder';

const TOLD = /^(OTEL_|EVERSPAN_)|_proxy$/i;

/**
 * Takes what tells OpenTelemetry or everspan something out of the environment
 * during each spec of the `describe` it is called in. Returns what sets
 * variables for one spec.
 */
export function ownEnvironment(): (
  variables: Readonly<Record<string, string>>,
) => void {
  const { env } = process;
  beforeEach(() => {
    const kept = Object.entries(env).filter(([name]) => !TOLD.test(name));
    process.env = Object.fromEntries(kept);
    process.env['EVERSPAN_JOURNAL_DIR'] = newJournalFolder();
  });
  afterEach(() => {
    process.env = env;
  });
  return (variables) => {
    Object.assign(process.env, variables);
  };
}
