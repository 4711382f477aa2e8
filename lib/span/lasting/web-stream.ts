/**
 * A web `ReadableStream`. It is handed back as itself: what can be done with
 * it is covered, and each way goes on as something else (a reader, an
 * iterator, other streams) whose end is the stream's.
 *
 * `pipeTo` and `pipeThrough` run where their caller is, for the other end of
 * the pipe is the caller's.
 */
import { isObject } from '../../internal/kind-of-value';
import { hearAnswer } from './answer';
import { continueAs, type Whole } from './part';
import { coverMethod, dataOf, methodOf } from '../cover';
import { observeIterator } from './iteration';
import type { Lasting } from './lasting';
import { observeReader } from './web-reader';
import type { HostFunction } from '../work';

/** One call of a stream's method. */
interface Call {
  readonly original: HostFunction;
  readonly self: unknown;
  readonly args: readonly unknown[];
}

type Way = (whole: Whole, call: Call) => unknown;

const WAYS: readonly (readonly [PropertyKey, Way])[] = [
  ['getReader', read],
  ['values', iterate],
  [Symbol.asyncIterator, iterate],
  ['tee', tee],
  ['pipeTo', pipeTo],
  ['pipeThrough', pipeThrough],
  ['cancel', cancel],
];

/** Observes a stream of the engine, or one made to its specification. */
export function observeWebStream(value: object, lasting: Lasting): boolean {
  const whole = { value, lasting };
  const covered = WAYS.map(([name, way]) =>
    coverMethod(value, name, (original, self, args) => {
      const call = { original, self, args };
      return lasting.isOver ? make(call) : way(whole, call);
    }),
  );
  return covered[0] === true;
}

function make({ original, self, args }: Call): unknown {
  return Reflect.apply(original, self, args);
}

function perform({ lasting }: Whole, { original, self, args }: Call): unknown {
  return lasting.perform(original, self, args);
}

function read(whole: Whole, call: Call): unknown {
  const reader = make(call);
  const { items } = whole.lasting;
  const way = { items, observe: observeReader };
  if (isObject(reader)) continueAs(whole, reader, way);
  return reader;
}

function iterate(whole: Whole, call: Call): unknown {
  const iterator = perform(whole, call);
  if (!isObject(iterator)) return iterator;
  const [options] = call.args;
  const staysOpen = isObject(options) && dataOf(options, 'preventCancel');
  const { items } = whole.lasting;
  continueAs(whole, iterator, {
    items,
    observe: observeIterator,
    ...(staysOpen === true && { leave: () => undefined }),
  });
  return iterator;
}

/** Over when one branch is, or when nobody needs any of them. */
function tee(whole: Whole, call: Call): unknown {
  const branches = perform(whole, call);
  if (!Array.isArray(branches)) return branches;
  const { items } = whole.lasting;
  let left = 0;
  const leave = (): void => {
    left++;
    if (left === branches.length) whole.lasting.leave();
  };
  const way = { items, leave, observe: observeWebStream };
  for (const branch of branches as readonly unknown[]) {
    if (isObject(branch)) continueAs(whole, branch, way);
  }
  return branches;
}

/** What comes out of the other end may be more or less than went in. */
function pipeThrough(whole: Whole, call: Call): unknown {
  const other = make(call);
  whole.lasting.loseCount();
  const way = { observe: observeWebStream };
  if (isObject(other)) continueAs(whole, other, way);
  return other;
}

function pipeTo(whole: Whole, call: Call): unknown {
  const { lasting } = whole;
  const result = make(call);
  lasting.loseCount();
  return hearAnswer(
    whole,
    { fn: call.original, result },
    {
      succeed: () => {
        lasting.exhaust();
      },
      fail: (error) => {
        blame(whole, error);
      },
    },
  );
}

function cancel(whole: Whole, call: Call): unknown {
  const { lasting } = whole;
  const wasLocked = isLocked(whole.value);
  const result = perform(whole, call);
  return hearAnswer(
    whole,
    { fn: call.original, result },
    {
      succeed: () => {
        lasting.leave();
      },
      fail: (error) => {
        if (!wasLocked) lasting.fail(error);
      },
    },
  );
}

/**
 * A pipe fails by either end. This end's state is known from a reader that is
 * taken and given back at once, before anybody can see the lock.
 */
function blame({ value: stream, lasting }: Whole, error: unknown): void {
  const getReader = methodOf(Reflect.getPrototypeOf(stream) ?? {}, 'getReader');
  if (getReader === undefined || isLocked(stream)) return;
  const reader = Reflect.apply(getReader.method, stream, []) as Probe;
  const { closed } = reader;
  reader.releaseLock();
  closed.then(
    () => {
      lasting.leave();
    },
    (own: unknown) => {
      if (own === error) lasting.fail(error);
    },
  );
}

interface Probe {
  readonly closed: Promise<unknown>;
  releaseLock(): void;
}

function isLocked(stream: object): boolean {
  try {
    return Reflect.get(stream, 'locked') === true;
  } catch {
    // It is not the engine's own, and does not tell.
    return true;
  }
}
