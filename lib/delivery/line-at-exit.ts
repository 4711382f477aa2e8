/**
 * A line to the backend for when the event loop will not turn again.
 *
 * An `exit` listener can only act synchronously. A worker thread has an event
 * loop of its own, so it does the request while this thread sleeps in
 * `Atomics.wait`. The worker is started when it is first needed and not
 * before; a program that ends with nothing to send never pays for it.
 */
import {
  MessageChannel,
  receiveMessageOnPort,
  Worker,
  type MessagePort,
} from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { monotonicMs } from '../internal/clock';
import { variable } from '../internal/env';
import { WORKER_SOURCE } from './line-at-exit-worker';
import { MAX_ANSWER_BYTES } from './courier-request';
import type { Address, Destination } from './destination';
import { isKnownHere } from './name-server';
import { firstHostOf, routeTo } from './route';
import type { Answer } from './verdict';

/** The host's setting for its own TLS, which the live courier obeys as well. */
const TLS_VARIABLE = 'NODE_TLS_REJECT_UNAUTHORIZED';

export interface LineAtExitWiring {
  readonly destination: Destination;
  readonly addresses: () => readonly Address[];
}

/** A worker that runs, and how to talk to it without an event loop. */
interface Runner {
  readonly worker: Worker;
  readonly port: MessagePort;
  /** Counts the answers; the worker wakes this thread by it. */
  readonly signal: Int32Array;
}

/** Sends without turning the event loop of this thread. */
export class LineAtExit {
  readonly #wiring: LineAtExitWiring;
  #runner: Runner | undefined;

  constructor(wiring: LineAtExitWiring) {
    this.#wiring = wiring;
  }

  /**
   * Starts the worker, if none runs.
   *
   * @throws where the host forbids worker threads
   */
  open(): void {
    this.#runner ??= startRunner(this.#wiring);
  }

  /** Posts one body and sleeps until the answer or the deadline is there. */
  send(body: Uint8Array, deadlineMs: number): Answer {
    const runner = this.#runner;
    if (!runner) return { kind: 'timeout' };
    const wire = this.#wiring.destination.gzip ? gzipSync(body) : body;
    runner.port.postMessage(wire);
    for (;;) {
      const seen = Atomics.load(runner.signal, 0);
      const received: { message: Answer } | undefined = receiveMessageOnPort(
        runner.port,
      );
      if (received) return received.message;
      const remainingMs = deadlineMs - monotonicMs();
      if (remainingMs <= 0) return this.#giveUp();
      Atomics.wait(runner.signal, 0, seen, remainingMs);
    }
  }

  close(): void {
    void this.#runner?.worker.terminate();
    this.#runner = undefined;
  }

  /** A late answer must not be taken for the next request's. */
  #giveUp(): Answer {
    this.close();
    return { kind: 'timeout' };
  }
}

function startRunner(wiring: LineAtExitWiring): Runner {
  const { port1, port2 } = new MessageChannel();
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const rejectUnauthorized = variable(TLS_VARIABLE);
  const worker = new Worker(WORKER_SOURCE, {
    eval: true,
    name: 'everspan',
    // No preloads, no inspector, no coverage: what the host asked for its own
    // threads is not for this one.
    execArgv: [],
    env: rejectUnauthorized ? { [TLS_VARIABLE]: rejectUnauthorized } : {},
    stdout: true,
    stderr: true,
    workerData: {
      route: routeTo(wiring.destination),
      addresses: wiring.addresses(),
      isKnownHere: isKnownHere(firstHostOf(wiring.destination)),
      maxAnswerBytes: MAX_ANSWER_BYTES,
      port: port2,
      signal,
    },
    transferList: [port2],
  });
  // A worker that cannot run is found out by its silence; an `error` event
  // without a listener would be thrown into the host.
  worker.on('error', () => undefined);
  worker.unref();
  port1.unref();
  return { worker, port: port1, signal };
}
