/**
 * Methods of a promise, beside `then`, by which it answers. Those of the engine
 * call `then`; the promises of generated API clients (OpenAI's, Anthropic's)
 * have their own, which do not.
 */
import { context as contexts } from '@opentelemetry/api';
import { types } from 'node:util';
import { coverMethod, dataOf, methodOf } from '../cover';
import type { Observation } from './observation';
import { observePromise } from './plain-promise';
import { isFunction, performIn, Work } from '../work';

/** What an answer says of the result. */
type Meaning = (answer: unknown) => unknown;

const itself: Meaning = (answer) => answer;

const METHODS: readonly (readonly [string, Meaning])[] = [
  ['catch', itself],
  ['finally', itself],
  // The plain response, and the result together with it.
  ['asResponse', itself],
  ['withResponse', dataIn],
];

function dataIn(answer: unknown): unknown {
  return typeof answer === 'object' && answer !== null
    ? dataOf(answer, 'data')
    : undefined;
}

const CALLING_THEN: ReadonlySet<unknown> = new Set([
  methodOf(Promise.prototype, 'catch')?.method,
  methodOf(Promise.prototype, 'finally')?.method,
]);

/** Lets `observation` hear of `value` where nobody calls its `then`. */
export function listenBesideThen(
  value: object,
  observation: Observation,
): void {
  for (const [name, meaning] of METHODS) {
    const found = methodOf(value, name);
    if (found === undefined || CALLING_THEN.has(found.method)) continue;
    coverMethod(value, name, (original, self, args) => {
      // One method of the thenable calls another: the outer one is observed.
      if (observation.isInside) return Reflect.apply(original, self, args);
      const failing = name === 'catch' ? observation : undefined;
      const heard = args.map((each) => atHome(each, failing));
      const answer = observation.perform(original, self, heard);
      return observeAnswer(answer, observation, meaning);
    });
  }
}

function observeAnswer(
  answer: unknown,
  observation: Observation,
  meaning: Meaning,
): unknown {
  if (!types.isPromise(answer)) return answer;
  return observePromise(answer, {
    succeed: (value) => {
      observation.succeed(meaning(value));
    },
    fail: (error) => {
      observation.fail(error);
    },
  });
}

/** The owner's callbacks belong where the owner is, not in the span. */
function atHome(callback: unknown, failing: Observation | undefined): unknown {
  if (!isFunction(callback)) return callback;
  const owner = contexts.active();
  return function (this: unknown, ...args: unknown[]): unknown {
    failing?.fail(args[0]);
    return performIn(owner, new Work(callback, this, args));
  };
}
