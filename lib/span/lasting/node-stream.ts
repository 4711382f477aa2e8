/**
 * A `Readable` of Node, watched by listeners that change neither its flow nor
 * who handles its error: without another listener an `error` still crashes.
 */
import { errorMonitor, EventEmitter } from 'node:events';
import { types } from 'node:util';
import { dataOf } from '../cover';
import type { Lasting } from './lasting';

/** Observes a stream; its items are not counted, for that is part of its flow. */
export function observeNodeStream(stream: object, lasting: Lasting): boolean {
  lasting.loseCount();
  allowForOurs(stream);
  const listen = (name: string | symbol, listener: Listener): void => {
    Reflect.apply(on, stream, [name, listener]);
  };
  listen(errorMonitor, (error) => {
    if (isLeaving(error)) lasting.leave();
    else lasting.fail(error);
  });
  listen('end', () => {
    lasting.exhaust();
  });
  listen('close', () => {
    lasting.leave();
  });
  return true;
}

/**
 * The host may listen as often as without us before Node warns of a leak: each
 * event gets one listener of ours.
 */
function allowForOurs(stream: object): void {
  const max = Reflect.apply(getMaxListeners, stream, []);
  // 0 means that there is no limit.
  if (max > 0) Reflect.apply(setMaxListeners, stream, [max + 1]);
}

/**
 * For a `break` Node destroys the stream with an error of its own making; that
 * of a signal has a cause.
 */
function isLeaving(error: unknown): boolean {
  if (!types.isNativeError(error)) return false;
  return (
    dataOf(error, 'code') === 'ABORT_ERR' &&
    dataOf(error, 'cause') === undefined
  );
}

type Listener = (error?: unknown) => void;

/** Not the stream's own, which may do more than listen. */
// eslint-disable-next-line @typescript-eslint/unbound-method -- always called on a stream
const { on, getMaxListeners, setMaxListeners } = EventEmitter.prototype;
