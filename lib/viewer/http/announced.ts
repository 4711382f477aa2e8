/**
 * Whether those who told of running spans are still there.
 *
 * A process that is gone has closed its connections, whatever ended it: that
 * needs no clock, and a process that is merely busy is not taken for dead.
 */
import type { Socket } from 'node:net';
import type { SpanRef } from '../api-types';
import { isRunning } from '../store/received-span';
import type { TraceStore } from '../store/trace-store';

/** Of one connection; a process tells of its oldest open spans only. */
const MAX_TOLD = 4_096;

/** Spans by their ids. */
type Told = Map<string, SpanRef>;

/** Marks running spans when the connection is closed that told of them. */
export class Announced {
  readonly #store: TraceStore;
  readonly #onSilence: () => void;
  readonly #told = new WeakMap<Socket, Told>();

  constructor(store: TraceStore, onSilence: () => void) {
    this.#store = store;
    this.#onSilence = onSilence;
  }

  /** Whoever is at the other end of `socket` says that `spans` run. */
  heard(socket: Socket, spans: Iterable<SpanRef>): void {
    const told = this.#told.get(socket) ?? this.#listenTo(socket);
    for (const { traceId, spanId } of spans) {
      told.set(traceId + spanId, { traceId, spanId });
    }
    if (told.size > MAX_TOLD) this.#forgetEnded(told);
    // It was closed while its last words were read.
    if (socket.destroyed) this.#silence(told);
  }

  #listenTo(socket: Socket): Told {
    const told: Told = new Map();
    this.#told.set(socket, told);
    socket.once('close', () => {
      this.#silence(told);
    });
    return told;
  }

  #silence(told: Told): void {
    for (const { traceId, spanId } of told.values()) {
      this.#store.silence(traceId, spanId);
    }
    this.#onSilence();
  }

  /** And, of more than can be, those that were told of first. */
  #forgetEnded(told: Told): void {
    for (const [key, { traceId, spanId }] of told) {
      const span = this.#store.find(traceId, spanId);
      if (!span || !isRunning(span)) told.delete(key);
    }
    for (const key of told.keys()) {
      if (told.size <= MAX_TOLD) return;
      told.delete(key);
    }
  }
}
