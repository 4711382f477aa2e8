/**
 * Times calls that one library wraps against the same by hand, and prints the
 * four medians. Argument: the library's module. One process for each, so
 * that what one has loaded is no burden for another; the provider is alike.
 */
import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  BasicTracerProvider,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { add, addLater, byHandAsync, byHandSync } from '../calls/by-hand';
import { timeInTurns } from '../calls/time-calls';

export interface CallTimes {
  readonly sync: number;
  readonly syncByHand: number;
  readonly async: number;
  readonly asyncByHand: number;
}

type Call = (a: number, b: number) => unknown;

interface Library {
  readonly initForCalls?: () => void;
  readonly wrap: (name: string, fn: Call) => Call;
}

let ended = 0;

/** Spans are made and go nowhere. */
const DISCARDING: SpanProcessor = {
  onStart: () => undefined,
  onEnd: () => {
    ended += 1;
  },
  forceFlush: () => Promise.resolve(),
  shutdown: () => Promise.resolve(),
};

async function main(path: string): Promise<void> {
  context.setGlobalContextManager(
    new AsyncLocalStorageContextManager().enable(),
  );
  trace.setGlobalTracerProvider(
    new BasicTracerProvider({ spanProcessors: [DISCARDING] }),
  );
  const { default: library } = (await import(path)) as { default: Library };
  library.initForCalls?.();
  const sync = library.wrap('add', add);
  const async = library.wrap('add', addLater);
  await mustMakeOneSpan(() => sync(1, 2));
  await mustMakeOneSpan(() => async(1, 2));
  const [syncNs, syncByHand] = await timeInTurns([
    () => sync(1, 2),
    () => byHandSync(1, 2),
  ]);
  const [asyncNs, asyncByHand] = await timeInTurns([
    () => async(1, 2),
    () => byHandAsync(1, 2),
  ]);
  const times = { sync: syncNs, syncByHand, async: asyncNs, asyncByHand };
  console.log(JSON.stringify(times));
  // Some keep timers that would keep the process.
  process.exit(0);
}

/** Else it would be cheap for a bad reason. */
async function mustMakeOneSpan(call: () => unknown): Promise<void> {
  const before = ended;
  await call();
  const made = ended - before;
  if (made !== 1) throw new Error(`one call made ${made} spans`);
}

void main(process.argv[2] ?? '');
