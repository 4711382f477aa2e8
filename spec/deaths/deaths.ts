/** Every way to die, and what is seen of the spans then. */

/**
 * What became of a span: its owner ended it, with success or failure, or it
 * was ended for its owner when the process ended.
 */
export type Fate =
  | 'ended'
  | 'failed'
  | { readonly interruptedBy: string; readonly exitCode?: number };

export interface Death {
  readonly name: string;
  /** File name in `fixtures`. */
  readonly fixture: string;
  /** Sent one by one, each when the program says that it is ready. */
  readonly signals?: readonly NodeJS.Signals[];
  readonly nodeOptions?: readonly string[];
  /** `null` if a signal ends it. */
  readonly code: number | null;
  readonly endsBy?: NodeJS.Signals;
  /** Why the program ends differently with everspan: a documented limit. */
  readonly limit?: string;
  readonly workflow: Fate;
  /** The task it dies in, and the span of another library below it. */
  readonly task: Fate;
}

/** The annotated spans of `place-order.cjs`. */
export const ANNOTATED: readonly string[] = [
  'place order',
  'reserve',
  'charge',
];

/** The annotated ones, and two of other libraries. */
export const SPANS_PER_DEATH = 5;

function exited(exitCode: number, interruptedBy = 'exit'): Fate {
  return { interruptedBy, exitCode };
}

function both(fate: Fate): Pick<Death, 'workflow' | 'task'> {
  return { workflow: fate, task: fate };
}

const CRASHED = {
  code: 1,
  ...both(exited(1, 'uncaughtException')),
} as const;

const BY_LISTENER: readonly Death[] = [
  {
    name: 'natural end',
    fixture: 'natural-end.cjs',
    code: 0,
    ...both('ended'),
  },
  {
    name: 'failure that the caller survives',
    fixture: 'survived-failure.cjs',
    code: 0,
    ...both('failed'),
  },
  {
    name: 'process.exit(0) in the task',
    fixture: 'exit-0.cjs',
    code: 0,
    ...both(exited(0)),
  },
  {
    name: 'process.exit(1) in the task',
    fixture: 'exit-1.cjs',
    code: 1,
    ...both(exited(1)),
  },
  {
    name: 'process.exit(1) in the workflow after a caught failure',
    fixture: 'exit-after-caught-failure.cjs',
    code: 1,
    workflow: exited(1),
    task: 'failed',
  },
  {
    name: 'process.exit(1) after a failed workflow',
    fixture: 'exit-after-failed-workflow.cjs',
    code: 1,
    ...both('failed'),
  },
  { name: 'throw in a timer', fixture: 'throw-in-timer.cjs', ...CRASHED },
  {
    name: 'unhandled rejection',
    fixture: 'unhandled-rejection.cjs',
    code: 1,
    ...both(exited(1, 'unhandledRejection')),
  },
  {
    name: 'failed workflow that nobody catches',
    fixture: 'uncaught-failure.cjs',
    code: 1,
    ...both('failed'),
  },
  { name: 'stack overflow', fixture: 'stack-overflow.cjs', ...CRASHED },
  {
    name: 'stack overflow in the task itself',
    fixture: 'stack-overflow-in-task.cjs',
    code: 1,
    ...both('failed'),
  },
  {
    name: 'throw in the main module',
    fixture: 'throw-in-main.cjs',
    ...CRASHED,
  },
  {
    name: 'exit code 13, an await that never settles',
    fixture: 'unsettled-await.mjs',
    code: 13,
    ...both(exited(13)),
  },
  {
    name: 'natural end with process.exitCode = 3',
    fixture: 'exit-code-3.cjs',
    code: 3,
    ...both('failed'),
  },
  {
    name: 'natural end of an open task, process.exitCode = 3',
    fixture: 'exit-code-3-unsettled.cjs',
    code: 3,
    ...both(exited(3)),
  },
  {
    name: 'natural end of an open task',
    fixture: 'unsettled.cjs',
    code: 0,
    ...both(exited(0)),
  },
  {
    name: 'process.exit(1) after all exit listeners were removed',
    fixture: 'exit-without-listeners.cjs',
    code: 1,
    ...both(exited(1)),
  },
  {
    name: 'process.exit(5) in a SIGTERM listener of the host',
    fixture: 'exit-in-signal-handler.cjs',
    signals: ['SIGTERM'],
    code: 5,
    ...both(exited(5)),
  },
];

/** Windows has no signals to die by; there these are no deaths of a process. */
const SIGNALS: readonly NodeJS.Signals[] =
  process.platform === 'win32'
    ? []
    : ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'];

const BY_SIGNAL = SIGNALS.map((signal) => ({
  name: signal,
  fixture: 'signal.cjs',
  signals: [signal],
  code: null,
  endsBy: signal,
  ...both({ interruptedBy: signal }),
}));

/** Deaths in which JavaScript still runs: all is delivered in that moment. */
export const DEATHS: readonly Death[] = [
  ...BY_LISTENER.filter(canHappen),
  ...BY_SIGNAL,
];

function canHappen({ signals = [] }: Death): boolean {
  return signals.every((signal) => SIGNALS.includes(signal));
}

function killed(
  name: string,
  fixture: string,
  how: Pick<Death, 'endsBy' | 'signals' | 'nodeOptions' | 'limit'>,
): Death {
  const fate = both({ interruptedBy: 'killed' });
  return { name, fixture, code: null, ...how, ...fate };
}

const BY_FORCE: readonly Death[] = [
  killed('SIGKILL', 'signal.cjs', { signals: ['SIGKILL'], endsBy: 'SIGKILL' }),
  killed('SIGKILL after a SIGTERM to a blocked loop', 'blocked-loop.cjs', {
    signals: ['SIGTERM', 'SIGKILL'],
    endsBy: 'SIGKILL',
    limit: 'the SIGTERM waits for the loop',
  }),
  killed('process.abort() in the task', 'abort.cjs', { endsBy: 'SIGABRT' }),
  killed('segmentation fault in the task', 'segmentation-fault.cjs', {
    endsBy: 'SIGSEGV',
  }),
  killed('SIGSEGV from outside', 'signal.cjs', {
    signals: ['SIGSEGV'],
    endsBy: 'SIGSEGV',
  }),
  killed('heap out of memory in the task', 'out-of-memory.cjs', {
    nodeOptions: ['--max-old-space-size=30'],
    endsBy: 'SIGABRT',
  }),
];

/** Deaths in which nothing runs any more: what is on disk then is all. */
export const KILLINGS: readonly Death[] =
  process.platform === 'win32' ? [] : BY_FORCE;
