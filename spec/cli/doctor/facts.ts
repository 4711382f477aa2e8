/** Facts for the specs of diagnoses: all is well, but for what is given. */
import type { Facts } from '../../../lib/cli/doctor/facts';
import type { Answer, TrialAtExit } from '../../../lib/setup/trial';
import { verdictOf } from '../../../lib/delivery/verdict';

const NOW_MS = Date.parse('2026-01-02T03:04:05Z');

export const WELL: Facts = {
  node: '22.15.0',
  serviceName: 'orders',
  silencedBy: undefined,
  badVariables: 0,
  endpoint: {
    printable: 'http://backend:4318/v1/traces',
    secure: false,
    hostname: 'backend',
    port: 4318,
    path: '/v1/traces',
    variable: 'OTEL_EXPORTER_OTLP_ENDPOINT',
  },
  headers: { names: [] },
  proxy: { kind: 'none' },
  journal: { kind: 'usable', folder: '/state', left: 0 },
  project: {
    apis: [{ version: '1.9.1', folder: 'node_modules/@opentelemetry/api' }],
    sdks: [],
    dialect: { kind: 'standard' },
  },
  trial: trialOf(response(200)),
  answerText: '',
  trialAtExit: atExit(response(200)),
  answerTextAtExit: '',
};

/** What comes back for a span that was sent at 03:04:05. */
export function trialOf(answer: Answer): Facts['trial'] {
  return {
    answer,
    verdict: verdictOf(answer, NOW_MS),
    sentMs: NOW_MS,
    answeredMs: NOW_MS,
    traceId: 'a'.repeat(32),
  };
}

/** The same as at the end of a process, which gives it a second. */
export function atExit(answer: Answer): TrialAtExit {
  const verdict = verdictOf(answer, NOW_MS);
  return { kind: 'sent', answer, verdict, budgetMs: 1000 };
}

export function response(
  status: number,
  more: { readonly contentType?: string; readonly date?: string } = {},
): Answer {
  const body = new Uint8Array();
  return {
    kind: 'response',
    status,
    contentType: '',
    retryAfter: '',
    body,
    ...more,
  };
}

export function failure(code: string, by?: 'proxy'): Answer {
  return { kind: 'failure', code, message: '', by };
}
