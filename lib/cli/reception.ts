/** Listens for what the programs below a supervisor hand over. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hold } from '../internal/clock';
import type { DeliveryPlan } from '../setup/delivery-plan';
import { readHandOver } from '../setup/hand-over';

/** Certificates are the largest part of it. */
const MAX_MESSAGE_CHARACTERS = 1_048_576;
/** Turns of the event loop from a connection to the end of its message. */
const TURNS = 5;

/** A private socket: a folder of its own keeps other users out. */
export class Reception {
  readonly path: string;
  readonly #folder: string;
  readonly #server: Server;
  /** By what they say: a program that starts often says the same. */
  readonly #plans = new Map<string, DeliveryPlan>();

  private constructor() {
    this.#folder = mkdtempSync(join(tmpdir(), 'everspan-run-'));
    this.path = addressIn(this.#folder);
    this.#server = createServer((socket) => {
      this.#listen(socket);
    });
  }

  /** Listens when it returns; `undefined` where that is not possible. */
  static open(): Reception | undefined {
    try {
      const reception = new Reception();
      reception.#server.on('error', () => undefined);
      reception.#server.listen(reception.path).unref();
      return reception;
    } catch {
      // No temporary folder: what would have been handed over stays on disk.
      return undefined;
    }
  }

  /** What was handed over so far, by programs that are gone too. */
  async plans(): Promise<readonly DeliveryPlan[]> {
    // What they wrote is in the kernel's hands; it is read as the loop turns.
    for (let turn = 0; turn < TURNS; turn += 1) await hold(1).over;
    return [...this.#plans.values()];
  }

  close(): void {
    this.#server.close();
    try {
      rmSync(this.#folder, { recursive: true });
    } catch {
      // Somebody cleans the temporary folder, which is as good.
    }
  }

  #listen(socket: Socket): void {
    let message = '';
    socket.unref();
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      message += text;
      if (message.length > MAX_MESSAGE_CHARACTERS) socket.destroy();
    });
    socket.on('end', () => {
      const plan = readHandOver(message);
      if (plan) this.#plans.set(message, plan);
    });
    // Its writer died in the middle; there is nothing to read then.
    socket.on('error', () => undefined);
  }
}

/** Windows knows such sockets by name, and not as files. */
function addressIn(folder: string): string {
  if (process.platform !== 'win32') return join(folder, 'socket');
  return `\\\\.\\pipe\\${folder.replace(/[:\\]/g, '-')}`;
}
