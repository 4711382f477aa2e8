/**
 * Our listeners on `process`: each in its place, whatever others do to it, and
 * none counted by the warning about too many listeners.
 */

export type Listener = Parameters<NodeJS.EventEmitter['on']>[1];
type Event = string | symbol;
/** Among the listeners of an event. */
type Place = 'first' | 'last';

interface Placed {
  readonly listener: Listener;
  readonly place: Place;
}

/** On our listeners: another copy of everspan may watch the same process. */
const OURS = Symbol.for('everspan.process-end');

/** Says whose listener it is. */
export function marked<Marked extends Listener>(listener: Marked): Marked {
  return Object.assign(listener, { [OURS]: true });
}

/** Whether one of the listeners of `event` is the host's. */
export function hasHostListener(event: Event): boolean {
  const host: NodeJS.EventEmitter = process;
  return host.listeners(event).some((listener) => !isOurs(listener));
}

function isOurs(listener: object): boolean {
  return OURS in listener;
}

/** What we listen to. */
export class ProcessEndListeners {
  readonly #listening = new Map<Event, Placed>();
  /** What `process.getMaxListeners()` is without our raising it. */
  #hostMaxListeners = 0;
  #raisedBy = 0;

  start(): void {
    this.listen('newListener', this.#onNewListener);
    this.listen('removeListener', this.#onRemoveListener);
  }

  stop(): void {
    for (const event of [...this.#listening.keys()]) this.unlisten(event);
  }

  has(event: Event): boolean {
    return this.#listening.has(event);
  }

  listen(event: Event, listener: Listener, place: Place = 'last'): void {
    this.#listening.set(event, { listener, place });
    this.#add(event, { listener, place });
  }

  unlisten(event: Event): void {
    const placed = this.#listening.get(event);
    this.#listening.delete(event);
    if (placed) process.removeListener(event, placed.listener);
  }

  #add(event: Event, { listener, place }: Placed): void {
    const host: NodeJS.EventEmitter = process;
    this.#takeBackAllowance();
    const max = host.getMaxListeners();
    host.setMaxListeners(0);
    if (place === 'first') host.prependListener(event, listener);
    else host.on(event, listener);
    host.setMaxListeners(max);
  }

  /**
   * Keeps our `exit` listener the last one, so that spans which the host ends
   * in its own are still its own to end. It cannot be moved before the new
   * listener has been added, so it moves a tick later.
   */
  readonly #onNewListener = (event: Event, added: Listener): void => {
    this.#allowForOurs(event);
    // Two copies that both want to be last would move for ever.
    if (event !== 'exit' || isOurs(added)) return;
    process.nextTick(() => {
      const placed = this.#listening.get(event);
      if (!placed) return;
      this.unlisten(event);
      this.listen(event, placed.listener);
    });
  };

  /**
   * Some test runners and agents remove all listeners, ours among them. Where
   * they do so for all events at once, it is over only a tick later.
   */
  readonly #onRemoveListener = (event: Event, removed: Listener): void => {
    const placed = this.#listening.get(event);
    if (placed?.listener !== removed) return;
    this.#add(event, placed);
    process.nextTick(() => {
      this.#addMissing();
    });
  };

  #addMissing(): void {
    const host: NodeJS.EventEmitter = process;
    for (const [event, placed] of this.#listening) {
      const isThere = host.listeners(event).includes(placed.listener);
      if (!isThere) this.#add(event, placed);
    }
  }

  /**
   * The host may add as many listeners as without us before Node warns of a
   * leak: the limit is one higher while a listener is added to an event that
   * has one of ours.
   */
  #allowForOurs(event: Event): void {
    this.#takeBackAllowance();
    this.#hostMaxListeners = process.getMaxListeners();
    // 0 means that there is no limit.
    if (this.#hostMaxListeners === 0 || !this.#listening.has(event)) return;
    this.#raisedBy = 1;
    process.setMaxListeners(this.#hostMaxListeners + this.#raisedBy);
    process.nextTick(() => {
      this.#takeBackAllowance();
    });
  }

  #takeBackAllowance(): void {
    const isStillOurs =
      process.getMaxListeners() === this.#hostMaxListeners + this.#raisedBy;
    if (this.#raisedBy === 1 && isStillOurs) {
      process.setMaxListeners(this.#hostMaxListeners);
    }
    this.#raisedBy = 0;
  }
}
