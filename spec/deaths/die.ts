/** Lets a program die one death, with a backend that watches. */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { ReceivedSpan } from '../../lib/viewer/store/received-span';
import { startBackend } from '../support/backend';
import { childOf } from '../support/child-of';
import { newJournalFolder } from '../support/journal-folder';
import { AS_USERS, PATIENT } from '../support/patience';
import {
  runFixture,
  type FixtureEnd,
  type FixtureRun,
} from '../support/run-fixture';
import type { Death } from './deaths';
import { startFaultyBackend, type Fault } from './faults';

export interface Outcome {
  readonly end: FixtureEnd;
  /** The spans that were there before the process was gone. */
  readonly inTime: readonly ReceivedSpan[];
}

export interface LateOutcome extends Outcome {
  /** The spans that were there after the next program's start. */
  readonly inTheEnd: readonly ReceivedSpan[];
  /** Whether the next program found nothing more to send. */
  readonly isEstateSettled: boolean;
}

export const FIXTURES: string = join(__dirname, 'fixtures');

const COMMAND_LINE = join(__dirname, '..', '..', 'dist', 'cli', 'main.js');

/** Dies with everspan, by the node given or the one that runs the specs. */
export async function die(death: Death, node?: string): Promise<Outcome> {
  const backend = await startBackend();
  try {
    const end = await runFixture(runOf(death, endpoint(backend), node));
    return { end, inTime: backend.spans(end.goneAtMs) };
  } finally {
    await backend.close();
  }
}

/**
 * Dies while the backend has `fault`. Then the backend is well, and another
 * program starts in the same folder.
 *
 * @param host variables for the program that dies
 */
export async function dieAmid(
  fault: Fault,
  death: Death,
  node?: string,
  host: Readonly<Record<string, string>> = {},
): Promise<LateOutcome> {
  const backend = await startFaultyBackend(fault);
  const env = {
    ...endpoint(backend),
    ...(fault === 'ok' ? PATIENT : AS_USERS),
    EVERSPAN_JOURNAL_DIR: newJournalFolder(),
  };
  try {
    const end = await runFixture(runOf(death, { ...env, ...host }, node));
    const inTime = backend.spans(end.goneAtMs);
    await backend.recover();
    const next = await runFixture(
      runOf(NEXT_START, { ...env, ...PATIENT }, node),
    );
    const isEstateSettled = next.code === 0;
    return { end, inTime, inTheEnd: backend.spans(), isEstateSettled };
  } finally {
    await backend.close();
  }
}

/** Any program of the same service; it ends when nothing is left to send. */
const NEXT_START = { fixture: 'next-start.cjs' };

/**
 * Dies below `everspan run`; what counts is the end of the supervisor.
 *
 * @param host variables for the program that dies
 */
export async function dieSupervised(
  death: Death,
  node: string = process.execPath,
  host: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  const backend = await startBackend();
  const run = runOf(death, { ...endpoint(backend), ...host }, node);
  const launcher = [node, COMMAND_LINE, 'run', '--'];
  try {
    const end = await runFixture({ ...run, launcher, signalled: childOf });
    return { end, inTime: backend.spans(end.goneAtMs) };
  } finally {
    await backend.close();
  }
}

/** Another library that takes the place of everspan. */
export interface Library {
  readonly env: Readonly<Record<string, string>>;
  /** What it puts before `/v1/traces`. */
  readonly prefix: string;
}

/** The same program and the same death, with another library. */
export async function dieWith(
  { env, prefix }: Library,
  death: Death,
): Promise<Omit<LateOutcome, 'isEstateSettled'>> {
  const backend = await startBackend({ prefix });
  try {
    const run = runOf(death, { ...endpoint(backend), ...env });
    const end = await runFixture(run);
    const inTime = backend.spans(end.goneAtMs);
    await wait(ON_ITS_WAY_MS);
    return { end, inTime, inTheEnd: backend.spans() };
  } finally {
    await backend.close();
  }
}

/** For a request that had left the process. */
const ON_ITS_WAY_MS = 200;

/** The same program and the same death, without everspan. */
export function dieBare(death: Death, node?: string): Promise<FixtureEnd> {
  return runFixture(runOf(death, { EVERSPAN_FIXTURE: 'bare' }, node));
}

function endpoint({ url }: { readonly url: string }): Record<string, string> {
  return { OTEL_EXPORTER_OTLP_ENDPOINT: url };
}

function runOf(
  {
    fixture,
    signals = [],
    nodeOptions = [],
  }: Pick<Death, 'fixture' | 'signals' | 'nodeOptions'>,
  env: Record<string, string>,
  node: string = process.execPath,
): FixtureRun {
  return {
    script: join(FIXTURES, fixture),
    signals,
    // Frames of ours would push the host's own off a stack of ten.
    nodeOptions: ['--stack-trace-limit=100', ...nodeOptions],
    env,
    node,
  };
}
