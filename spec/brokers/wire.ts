/** A way from a sender to a receiver: one client and its broker. */

/** Writes into a message that is about to leave. */
export type Write = (message: object) => unknown;

/** A connection that sends, and whose messages come back to a handler. */
export interface Wire {
  /** Sends a message that `write` has written into. */
  send(write: Write): Promise<void>;
  close(): Promise<void>;
}

/** What a client's own code does when a message comes. */
export type Handle = (message: unknown) => unknown;

/** One client, and what is known of it. */
export interface Client {
  /** The messaging system, as the conventions call it. */
  readonly system: string;
  /** Whether its handlers run under the span that was active at `open`. */
  readonly keepsAmbient: boolean;
  open(handle: Handle): Promise<Wire>;
  /** Puts the worst into a message's headers that this client lets through. */
  writeGarbage(message: object): void;
}

/** Hands each message that comes to the next who waits for one. */
export class Inbox {
  readonly #waiting: Handle[] = [];

  /** What a client calls; whoever waits reads in its context. */
  readonly handle: Handle = (message) => this.#waiting.shift()?.(message);

  /** What `read` made of the next message. */
  next<Result>(read: (message: unknown) => Result): Promise<Awaited<Result>> {
    return new Promise((resolve, reject) => {
      this.#waiting.push(async (message) => {
        try {
          resolve(await read(message));
        } catch (error) {
          reject(error as Error);
        }
      });
    });
  }
}
