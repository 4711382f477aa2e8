/** What may be wrong with a backend while a program dies. */
import { setTimeout as wait } from 'node:timers/promises';
import type { ReceivedSpan } from '../../lib/viewer/store/received-span';
import {
  startBackend,
  type Backend,
  type BackendOptions,
} from '../support/backend';
import { lastingPort } from '../support/lasting-port';

type Admit = NonNullable<BackendOptions['admit']>;

const SLOW_MS = 800;

const FAULT_NAMES = [
  'ok',
  'slow 800 ms',
  'twice 503',
  'down then back',
  'hanging',
] as const;

export type Fault = (typeof FAULT_NAMES)[number];

export const FAULTS: readonly Fault[] = FAULT_NAMES;

export interface FaultyBackend {
  /** The same before and after it has recovered. */
  readonly url: string;
  spans(atMs?: number): readonly ReceivedSpan[];
  /** Becomes a backend without faults, where it was. */
  recover(): Promise<void>;
  close(): Promise<void>;
}

/** A backend with a fault from the beginning. */
export async function startFaultyBackend(fault: Fault): Promise<FaultyBackend> {
  const port = await lastingPort();
  const faulty = await startBackend({ admit: admissionOf(fault), port });
  if (fault === 'down then back') await faulty.close();
  const backends = [faulty];
  return {
    url: faulty.url,
    spans: (atMs) => spansOf(backends, atMs),
    recover: async () => {
      await faulty.close();
      backends.push(await startBackend({ port }));
    },
    close: async () => {
      for (const backend of backends) await backend.close();
    },
  };
}

function spansOf(
  backends: readonly Backend[],
  atMs?: number,
): readonly ReceivedSpan[] {
  const spans = backends.flatMap((backend) => backend.spans(atMs));
  return [...new Map(spans.map((span) => [span.spanId, span])).values()];
}

function admissionOf(fault: Fault): Admit {
  if (fault === 'slow 800 ms') return admitSlowly;
  if (fault === 'twice 503') return refuseTwice();
  if (fault === 'hanging') return () => Promise.resolve(false);
  return () => Promise.resolve(true);
}

function admitSlowly(): Promise<boolean> {
  return wait(SLOW_MS, true);
}

function refuseTwice(): Admit {
  let refusals = 0;
  return (response) => {
    if (refusals === 2) return Promise.resolve(true);
    refusals += 1;
    response.writeHead(503).end();
    return Promise.resolve(false);
  };
}
