/** Every way to set tracing up beside a host, and what must come of it. */
import { isDeepStrictEqual } from 'node:util';
import { join } from 'node:path';
import { startBackend } from '../support/backend';
import { runFixture } from '../support/run-fixture';

const FIXTURES = join(__dirname, 'fixtures');

export interface Way {
  /** What the program calls, in order. */
  readonly calls: readonly string[];
  /** Of the resource: it tells who makes the spans. */
  readonly service: string;
  readonly warning?: string;
}

export const WAYS: readonly Way[] = [
  { calls: ['init'], service: 'own' },
  { calls: ['init', 'init'], service: 'own' },
  { calls: ['node-sdk'], service: 'host' },
  { calls: ['processor'], service: 'host' },
  { calls: ['processor', 'hooks'], service: 'host' },
  {
    calls: ['node-sdk', 'init'],
    service: 'host',
    warning: 'WARN_EVERSPAN_FOREIGN_PROVIDER',
  },
  {
    calls: ['processor', 'init'],
    service: 'host',
    warning: 'WARN_EVERSPAN_INIT_TWICE',
  },
  {
    calls: ['init', 'processor'],
    service: 'own',
    warning: 'WARN_EVERSPAN_INIT_TWICE',
  },
];

/** Before the program, by the command line or by the environment. */
export const PRELOADS = ['', '--require', '--import'] as const;

export type Preload = (typeof PRELOADS)[number];

/** Whose modules a program has, and what runs it. */
export interface Setting {
  readonly project: string;
  readonly node: string;
  /** The name that another version of the API has in the project. */
  readonly api?: string;
}

/** What is not as it must be: nothing, if each span is sent once. */
export async function defectsOf(
  { calls, service, warning }: Way,
  preload: Preload,
  { project, node, api }: Setting,
): Promise<readonly string[]> {
  const backend = await startBackend();
  try {
    const end = await runFixture({
      script: join(FIXTURES, 'ways-in.cjs'),
      args: calls,
      node,
      limitMs: 40_000,
      env: {
        NODE_OPTIONS: nodeOptions(preload, project, api),
        HOST_MODULES: project,
        ...(api && { HOST_API: api }),
        OTEL_EXPORTER_OTLP_ENDPOINT: backend.url,
        OTEL_METRICS_EXPORTER: 'none',
        OTEL_LOGS_EXPORTER: 'none',
        EVERSPAN_EXIT_TIMEOUT_MS: '8000',
      },
    });
    const spans = backend.requests.flatMap((request) => request.spans);
    const sent = spans.map(({ name, resource }) => {
      const maker = resource.attributes['service.name'];
      return `${name} of ${typeof maker === 'string' ? maker : 'nobody'}`;
    });
    const wanted = ['SELECT', 'charge', 'place'].map(
      (name) => `${name} of ${service}`,
    );
    return [
      ...difference('sent', sent.toSorted(), wanted),
      ...difference(
        'told',
        end.stderr.match(/WARN_\w+/g) ?? [],
        warning ? [warning] : [],
      ),
      ...difference('ended with', [end.code], [1]),
    ];
  } finally {
    await backend.close();
  }
}

/** A preload finds its modules by itself; the API must be the host's. */
function nodeOptions(preload: Preload, project: string, api?: string): string {
  const register = join(project, 'node_modules/everspan/dist/register.js');
  return [
    api && `--require="${join(FIXTURES, 'one-api.cjs')}"`,
    preload && `${preload}="${register}"`,
  ]
    .filter(Boolean)
    .join(' ');
}

function difference(
  what: string,
  seen: readonly unknown[],
  wanted: readonly unknown[],
): readonly string[] {
  if (isDeepStrictEqual(seen, wanted)) return [];
  return [`${what} ${seen.join(', ')} instead of ${wanted.join(', ')}`];
}
