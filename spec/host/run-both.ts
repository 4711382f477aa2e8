/** Runs one host program twice: without everspan, and with it. */
import type { ReceivedSpan } from '../../lib/viewer/store/received-span';
import { startBackend } from '../support/backend';
import {
  runFixture,
  type FixtureEnd,
  type FixtureRun,
} from '../support/run-fixture';

export interface BothRuns {
  readonly bare: FixtureEnd;
  readonly traced: FixtureEnd;
  /** The spans that were there before the traced process was gone. */
  readonly inTime: readonly ReceivedSpan[];
}

export async function runBoth(run: FixtureRun): Promise<BothRuns> {
  const backend = await startBackend();
  // Frames of ours would push the host's own off a stack of ten.
  const nodeOptions = ['--stack-trace-limit=100', ...(run.nodeOptions ?? [])];
  const withEnv = (env: Record<string, string>): Promise<FixtureEnd> =>
    runFixture({ ...run, nodeOptions, env: { ...run.env, ...env } });
  try {
    const bare = await withEnv({ EVERSPAN_FIXTURE: 'bare' });
    const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: backend.url };
    const traced = await withEnv(endpoint);
    return { bare, traced, inTime: backend.spans(traced.goneAtMs) };
  } finally {
    await backend.close();
  }
}
