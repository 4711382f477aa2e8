/** Host programs that have ways of their own with `process`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SPANS_PER_DEATH } from '../deaths/deaths';
import { FIXTURES as DEATH_FIXTURES } from '../deaths/die';
import type { FixtureRun } from '../support/run-fixture';

export interface HostCase {
  readonly name: string;
  readonly run: FixtureRun;
  /**
   * How many spans must be there before the process is gone; `undefined` where
   * the host itself ends the process by a signal, of which nobody learns.
   */
  readonly spans: number | undefined;
  /** An error that is thrown through a synchronous annotated call. */
  readonly thrownThroughUs?: boolean;
}

const FIXTURES = join(__dirname, 'fixtures');
const ON_WINDOWS = process.platform === 'win32';

type Details = Omit<FixtureRun, 'script'> & {
  readonly spans?: number | undefined;
  readonly thrownThroughUs?: boolean;
};

function host(fixture: string, details: Details = {}): HostCase {
  const {
    spans,
    thrownThroughUs = false,
    ...run
  } = {
    spans: SPANS_PER_DEATH,
    ...details,
  };
  const { args = [], signals = [], nodeOptions = [] } = run;
  const title = [fixture, ...nodeOptions, ...args, ...signals].join(' ');
  const script = join(FIXTURES, `${fixture}.cjs`);
  return { name: title, run: { ...run, script }, spans, thrownThroughUs };
}

function each<Value>(
  values: readonly Value[],
  make: (value: Value) => HostCase,
): readonly HostCase[] {
  return values.map(make);
}

const SIGNAL_EXIT = ['before', 'after'].flatMap((moment) => [
  host('signal-exit', { args: [moment, 'natural'] }),
  host('signal-exit', { args: [moment, 'exit'] }),
  host('signal-exit', { args: [moment, 'throw'] }),
  ...(ON_WINDOWS ? [] : dyingBeside(moment)),
]);

function dyingBeside(moment: string): readonly HostCase[] {
  const args = [moment, 'signal'];
  return [
    host('signal-exit', { args, signals: ['SIGTERM'], spans: undefined }),
    host('signal-exit', { args, signals: ['SIGINT'], spans: undefined }),
  ];
}

/** Five of the order, and two in each of four listeners. */
const SPANS_WITH_LISTENERS = SPANS_PER_DEATH + 2 * 4;

const EXIT_LISTENERS = [
  host('exit-listeners', { args: ['natural'], spans: SPANS_WITH_LISTENERS }),
  host('exit-listeners', { args: ['exit'], spans: SPANS_WITH_LISTENERS }),
  host('exit-code-in-exit-listener'),
  host('exit-in-exit-listener', { args: ['before'] }),
  host('exit-in-exit-listener', { args: ['after'] }),
  host('throw-in-exit-listener', { args: ['before'] }),
  host('throw-in-exit-listener', { args: ['after'] }),
  host('exit-listener-count'),
  host('remove-all-listeners', { args: ['exit'] }),
  host('remove-all-listeners'),
];

/**
 * Node warns from the eleventh listener on: of the host's, not of ours. Its
 * text is left out, for it counts ours where the host has eleven.
 */
const MANY_LISTENERS = ['exit', 'SIGTERM'].flatMap((event) =>
  [
    ['10', '0'],
    ['0', '10'],
    ['5', '6'],
  ].map((counts) =>
    host('many-listeners', {
      args: [event, ...counts],
      nodeOptions: ['--no-warnings'],
    }),
  ),
);

const SIGNALS = (['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'] as const).map(
  (signal) =>
    host('signal-listener', { args: [signal, 'live'], signals: [signal] }),
);

const SIGNAL_ACTIONS = [
  host('signal-listener', {
    args: ['SIGINT', 'again'],
    signals: ['SIGINT', 'SIGINT'],
  }),
  host('signal-listener', {
    args: ['SIGTERM', 'kill itself'],
    signals: ['SIGTERM'],
    spans: undefined,
  }),
  host('signal-listener', { args: ['SIGTERM', 'throw'], signals: ['SIGTERM'] }),
  host('graceful-stop', { args: ['flush'], signals: ['SIGTERM'] }),
  host('graceful-stop', {
    args: ['shutdown'],
    signals: ['SIGTERM'],
    // What is open when tracing is stopped is not ended by it.
    spans: 2,
  }),
  host('shutdown-in-signal-listener', { signals: ['SIGHUP'] }),
];

const SAVED = [
  ...each(
    ['listener', 'once listener', 'domain', 'rejection', 'late handler'],
    (saviour) => host('saved-from-exception', { args: [saviour] }),
  ),
  host('capture-callback'),
  host('saved-then-exit'),
  host('warned-rejection', { nodeOptions: ['--unhandled-rejections=warn'] }),
  host('warned-rejection', { nodeOptions: ['--unhandled-rejections=none'] }),
  host('warned-rejection', { nodeOptions: ['--unhandled-rejections=strict'] }),
];

const PRELOAD = join(FIXTURES, 'preload.cjs');

const ENVIRONMENTS = [
  host('large-output', { args: ['natural'], pauseStdoutMs: 300 }),
  host('large-output', { args: ['exit'], pauseStdoutMs: 300 }),
  host('stdin', { stdin: 'one\ntwo\nthree\n' }),
  host('natural-end-with-open-handles'),
  ...each(['natural', 'exit', 'throw', 'throw unheard'], (ending) =>
    host('worker-threads', { args: [ending], spans: 2 * SPANS_PER_DEATH }),
  ),
  host('fork-ipc', { spans: 2 * SPANS_PER_DEATH }),
  host('fork-disconnect'),
  preloaded('exit-1.cjs'),
  host('after-shutdown'),
  ...(existsSync('/proc/self/fd') ? [host('working-folder-gone')] : []),
];

/** The thread of the last delivery is none of the host's. */
function preloaded(fixture: string): HostCase {
  const env = { NODE_OPTIONS: `--require="${PRELOAD}"` };
  const script = join(DEATH_FIXTURES, fixture);
  const name = `a preload and ${fixture}`;
  return { name, run: { script, env }, spans: SPANS_PER_DEATH };
}

const THROWN = [
  host('before-exit', { args: ['before'] }),
  host('before-exit', { args: ['after'] }),
  host('sync-throw', { spans: 2, thrownThroughUs: true }),
];

export const HOST_CASES: readonly HostCase[] = [
  ...SIGNAL_EXIT,
  ...EXIT_LISTENERS,
  ...MANY_LISTENERS,
  ...(ON_WINDOWS ? [] : [...SIGNALS, ...SIGNAL_ACTIONS]),
  ...SAVED,
  ...ENVIRONMENTS,
  ...THROWN,
];
