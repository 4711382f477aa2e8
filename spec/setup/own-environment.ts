/** An environment of the spec's own. */
import { newJournalFolder } from '../support/journal-folder';

/**
 * A journal folder and variables that go with each spec of the `describe` it is
 * called in. Returns what sets variables for one spec.
 */
export function ownEnvironment(): (
  variables: Readonly<Record<string, string>>,
) => void {
  const { env } = process;
  beforeEach(() => {
    process.env = { ...env, EVERSPAN_JOURNAL_DIR: newJournalFolder() };
  });
  afterEach(() => {
    process.env = env;
  });
  return (variables) => {
    Object.assign(process.env, variables);
  };
}
