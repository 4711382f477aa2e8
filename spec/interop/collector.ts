/**
 * A real OpenTelemetry Collector, and where it sends what it received. Its
 * binary is taken from `OTELCOL`, else from `otelcol` on PATH.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { close, listen } from '../support/backend';
import { temporaryFolder } from '../support/temporary-folder';

const OTELCOL = process.env['OTELCOL'] ?? 'otelcol';

/** Skips the suite where there is none, and says so. */
export function skipWithoutCollector(suite: Mocha.Context): void {
  if (spawnSync(OTELCOL, ['--version']).error === undefined) return;
  console.log('    no Collector: set OTELCOL, or put otelcol on PATH');
  suite.skip();
}

/** Skips the suite where it was built without a component, and says so. */
export function skipWithoutComponent(suite: Mocha.Context, name: string): void {
  skipWithoutCollector(suite);
  const { stdout } = spawnSync(OTELCOL, ['components']);
  if (stdout.toString().includes(`name: ${name}`)) return;
  console.log(`    a Collector without ${name}`);
  suite.skip();
}

/** What a Collector has against a configuration; empty if nothing. */
export function objections(config: string): string {
  const file = join(temporaryFolder(), 'config.yaml');
  writeFileSync(file, config);
  const { status, stderr } = spawnSync(OTELCOL, ['validate', '--config', file]);
  return status === 0 ? '' : stderr.toString();
}

/** What it is told to do, in flow style YAML where it is not text. */
export interface CollectorConfig {
  /** @defaultValue a free one */
  readonly port?: number;
  /** Of the receiver, beside its endpoint: `tls: { ... }` for one. */
  readonly receiver?: string;
  /** By name, beside the pipeline: who may send, for one. */
  readonly extensions?: Readonly<Record<string, string>>;
  /** By name, what is to be done with spans on the way. */
  readonly processors?: Readonly<Record<string, string>>;
  readonly exporters: Readonly<Record<string, string>>;
}

export interface Collector {
  readonly port: number;
  /** All that it said. */
  readonly log: () => string;
  stop(): Promise<void>;
}

/** Starts one that listens on loopback, and waits until it does. */
export async function startCollector(
  config: CollectorConfig,
): Promise<Collector> {
  const port = config.port ?? (await freePort());
  const file = join(temporaryFolder(), 'config.yaml');
  writeFileSync(file, textOf(config, port));
  const child = spawn(OTELCOL, ['--config', file]);
  let log = '';
  for (const output of [child.stdout, child.stderr]) {
    output.on('data', (chunk: Buffer) => (log += chunk.toString()));
  }
  await until(() => {
    if (child.exitCode !== null) throw new Error(log);
    return log.includes('Everything is ready');
  });
  return {
    port,
    log: () => log,
    stop: async () => {
      if (child.exitCode !== null) return;
      child.kill();
      await once(child, 'close');
    },
  };
}

function textOf(
  {
    receiver = '',
    extensions = {},
    processors = {},
    exporters,
  }: CollectorConfig,
  port: number,
): string {
  const http = `endpoint: "127.0.0.1:${port}"${receiver && `, ${receiver}`}`;
  return [
    'receivers:',
    `  otlp: { protocols: { http: { ${http} } } }`,
    'extensions:',
    ...linesOf(extensions),
    'processors:',
    ...linesOf(processors),
    'exporters:',
    ...linesOf(exporters),
    'service:',
    '  telemetry: { metrics: { level: none } }',
    `  extensions: [${Object.keys(extensions).join(', ')}]`,
    '  pipelines:',
    '    traces:',
    '      receivers: [otlp]',
    `      processors: [${Object.keys(processors).join(', ')}]`,
    `      exporters: [${Object.keys(exporters).join(', ')}]`,
  ].join('\n');
}

function linesOf(parts: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(parts).map(([name, text]) => `  ${name}: { ${text} }`);
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Mocha's timeout bounds it. */
export async function until(
  holds: () => boolean | Promise<boolean>,
): Promise<void> {
  while (!(await holds())) await sleep(50);
}

/** A span as OTLP's JSON has it, with what stands around it. */
export interface ForwardedSpan {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly [field: string]: unknown;
  readonly resource: unknown;
  readonly scope: unknown;
  readonly schemaUrl: string | undefined;
}

interface ForwardedRequest {
  readonly resourceSpans: readonly {
    readonly resource: unknown;
    readonly scopeSpans: readonly {
      readonly scope: unknown;
      readonly schemaUrl?: string;
      readonly spans: readonly Readonly<Record<string, unknown>>[];
    }[];
  }[];
}

export interface Sink {
  /** For an exporter of a Collector. */
  readonly exporter: string;
  readonly spans: () => readonly ForwardedSpan[];
  close(): Promise<void>;
}

/** Keeps what a Collector forwards, as it wrote it. */
export async function startSink(): Promise<Sink> {
  const spans: ForwardedSpan[] = [];
  const server = createHttpServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString();
      spans.push(...spansIn(JSON.parse(text) as ForwardedRequest));
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  const { port } = await listen(server);
  const url = `http://localhost:${port}`;
  return {
    exporter: `endpoint: "${url}", encoding: json, compression: none`,
    spans: () => spans,
    close: () => close(server),
  };
}

function spansIn({ resourceSpans }: ForwardedRequest): ForwardedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans, ...around }) =>
      spans.map((span) => ({ ...span, ...around, resource }) as ForwardedSpan),
    ),
  );
}
