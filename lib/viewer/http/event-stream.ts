/**
 * Tells open pages what changes in the store, as server-sent events.
 *
 * A connection that was lost is taken up by `Last-Event-ID`, which is a
 * revision of the store: what changed since then is told again from the store
 * itself, so that nothing has to be kept for it.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { after } from '../../internal/clock';
import { summaryOf } from '../answers/runs';
import type { TraceStore } from '../store/trace-store';

/** A flood of spans is told in beats. */
const BEAT_MS = 100;
/** Proxies and laptops that wake up drop connections without a word. */
const HEARTBEAT_MS = 15_000;
/** A browser has six at most; more are somebody's loop. */
const MAX_LISTENERS = 64;
/** What a page that does not read may leave in memory, in bytes. */
const MAX_UNREAD_BYTES = 4 * 1024 * 1024;

const HEADERS = {
  'Content-Type': 'text/event-stream',
  'Cache-Control': 'no-cache',
} as const;

/** All pages that listen to one store. */
export class EventStream {
  readonly #store: TraceStore;
  /** Revisions of another process mean nothing here. */
  readonly #process = randomUUID();
  readonly #listeners = new Set<ServerResponse>();
  #told: number;
  #stopBeat: (() => void) | undefined;
  #stopHeartbeat: (() => void) | undefined;

  constructor(store: TraceStore) {
    this.#store = store;
    this.#told = store.revision;
  }

  /** Answers with events for as long as the page listens. */
  open(request: IncomingMessage, response: ServerResponse): void {
    if (this.#listeners.size >= MAX_LISTENERS) {
      response.writeHead(503).end();
      return;
    }
    // First to all: a new page must not be told less than it missed.
    this.#tell();
    response.writeHead(200, HEADERS);
    response.write(this.#since(request.headers['last-event-id']));
    this.#listeners.add(response);
    response.on('close', () => this.#listeners.delete(response));
    this.#stopHeartbeat ??= after(HEARTBEAT_MS, () => {
      this.#beat();
    });
  }

  /** Says that the store has changed; it is told soon, with what follows. */
  changed(): void {
    this.#stopBeat ??= after(BEAT_MS, () => {
      this.#stopBeat = undefined;
      this.#tell();
    });
  }

  close(): void {
    this.#stopBeat?.();
    this.#stopHeartbeat?.();
    for (const listener of this.#listeners) listener.end();
  }

  #tell(): void {
    const known = this.#told;
    this.#told = this.#store.revision;
    // Whoever comes back asks for what it has missed.
    if (this.#listeners.size === 0) return;
    const events = this.#after(known);
    if (events !== '') this.#writeToAll(events + this.#mark());
  }

  #beat(): void {
    this.#stopHeartbeat = undefined;
    if (this.#listeners.size === 0) return;
    this.#writeToAll(':\n\n');
    this.#stopHeartbeat = after(HEARTBEAT_MS, () => {
      this.#beat();
    });
  }

  #since(lastEventId: string | string[] | undefined): string {
    if (lastEventId === undefined) return this.#mark();
    const [, process, revision] =
      /^(.+)\.(\d+)$/.exec(String(lastEventId)) ?? [];
    const known = process === this.#process ? Number(revision) : 0;
    const isOther = process !== this.#process;
    return (isOther ? CLEARED : '') + this.#after(known) + this.#mark();
  }

  #after(revision: number): string {
    const { clearedAt } = this.#store;
    const runs = this.#store
      .changedSince(revision)
      .map(({ spans }) => eventOf('run', summaryOf(spans)));
    return (clearedAt > revision ? CLEARED : '') + runs.join('');
  }

  /** An id without data: what came before it is not told again. */
  #mark(): string {
    return `id: ${this.#process}.${this.#told}\n\n`;
  }

  #writeToAll(text: string): void {
    for (const listener of this.#listeners) {
      if (listener.writableLength > MAX_UNREAD_BYTES) listener.destroy();
      else listener.write(text);
    }
  }
}

const CLEARED = eventOf('cleared', {});

function eventOf(event: string, data: object): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
