/** What everspan adds to the beginning and to the end of a process. */
import { join } from 'node:path';
import {
  blackHole,
  refusing,
  taking,
  type BenchBackend,
} from './exit/backends';
import { compare, type Medians, type Span } from './exit/measure';
import { ratioTable } from './table';

interface Case {
  readonly name: string;
  /** Milliseconds that may be added; `floor`: the same without everspan. */
  readonly targetMs: number | 'floor';
  readonly script: string;
  readonly args: readonly string[];
  readonly span: Span;
  readonly backend: () => Promise<BenchBackend>;
}

const RUNS = Number(process.env['BENCH_RUNS'] ?? 15);
const EXIT_TIMEOUT_MS = 1_000;

function ending(
  name: string,
  targetMs: number,
  backend: () => Promise<BenchBackend>,
  args: readonly string[] = ['2048', 'exit'],
): Case {
  const script = 'program.cjs';
  return { name, targetMs, script, args, span: 'ending', backend };
}

function beginning(
  name: string,
  targetMs: Case['targetMs'],
  script: string,
): Case {
  return {
    name,
    targetMs,
    script,
    args: [],
    span: 'process',
    backend: taking,
  };
}

const CASES: readonly Case[] = [
  beginning('import of the root', 25, 'import-root.cjs'),
  beginning('import of `@opentelemetry/api`', 'floor', 'import-api.cjs'),
  beginning('import and `init()`', 120, 'import-and-init.cjs'),
  beginning(
    'the same, and what the first span loads',
    120,
    'import-and-span.cjs',
  ),
  beginning(
    'import of the SDK and what `init` needs',
    'floor',
    'import-sdk.cjs',
  ),
  ending('exit, nothing waiting', 100, taking, ['0', 'exit']),
  ending('exit, 2048 spans waiting', 100, taking),
  ending('exit, 2048 waiting, backend refuses', 150, refusing),
  ending(
    'exit, 2048 waiting, backend is a black hole',
    EXIT_TIMEOUT_MS + 100,
    blackHole,
  ),
  ending('natural end, 2048 waiting', 100, taking, ['2048', 'natural']),
  ending('natural end, 2048 waiting, backend refuses', 150, refusing, [
    '2048',
    'natural',
  ]),
];

async function measure(each: Case): Promise<readonly string[]> {
  const backend = await each.backend();
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: backend.url };
  const script = join(__dirname, 'exit', each.script);
  try {
    const program = { script, args: each.args, env };
    return row(each, await compare(program, each.span, RUNS));
  } finally {
    backend.close();
  }
}

function row(
  { name, targetMs }: Case,
  { bareMs, tracedMs, runs }: Medians,
): readonly string[] {
  const addedMs = tracedMs - bareMs;
  return [
    name,
    bareMs.toFixed(1),
    tracedMs.toFixed(1),
    addedMs.toFixed(1),
    (tracedMs / bareMs).toFixed(2),
    String(targetMs),
    String(runs),
  ];
}

/** The table of beginnings and ends. */
export async function exitTable(): Promise<string> {
  const rows: (readonly string[])[] = [];
  for (const each of CASES) rows.push(await measure(each));
  return ratioTable(
    [
      `medians in ms, exitTimeoutMs ${EXIT_TIMEOUT_MS}`,
      'bare',
      'with everspan',
      'added',
      'ratio',
      'target',
      'runs',
    ],
    rows,
  );
}
