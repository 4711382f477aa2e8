/** Lets a program die one death, with a backend that watches. */
import { join } from 'node:path';
import type { ReceivedSpan } from '../../lib/viewer/received-span';
import { startBackend } from '../support/backend';
import { runFixture, type FixtureEnd } from '../support/run-fixture';
import type { Death } from './deaths';

export interface Outcome {
  readonly end: FixtureEnd;
  /** The spans that were there before the process was gone. */
  readonly inTime: readonly ReceivedSpan[];
}

export const FIXTURES: string = join(__dirname, 'fixtures');

/** Dies with everspan, by the node given or the one that runs the specs. */
export async function die(death: Death, node?: string): Promise<Outcome> {
  const backend = await startBackend();
  try {
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: backend.url };
    const end = await runFixture(runOf(death, env, node));
    return { end, inTime: backend.spans(end.goneAtMs) };
  } finally {
    await backend.close();
  }
}

/** The same program and the same death, without everspan. */
export function dieBare(death: Death, node?: string): Promise<FixtureEnd> {
  return runFixture(runOf(death, { EVERSPAN_FIXTURE: 'bare' }, node));
}

function runOf(
  { fixture, signal }: Death,
  env: Record<string, string>,
  node: string = process.execPath,
): Parameters<typeof runFixture>[0] {
  return {
    script: join(FIXTURES, fixture),
    signals: signal ? [signal] : [],
    // Frames of ours would push the host's own off a stack of ten.
    nodeOptions: ['--stack-trace-limit=100'],
    env,
    node,
  };
}
