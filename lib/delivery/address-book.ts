/**
 * The destination's addresses, looked up during life and remembered.
 *
 * At the end of a process the thread pool that answers DNS may be busy with
 * the program's own work, so the last delivery uses what is known here.
 */
import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { monotonicMs } from '../internal/clock';
import { knownAddresses, type Address } from './destination';
import { sparingLookup, type Find } from './name-server';

/** A backend may move; its address is asked for again after this time. */
const MAX_AGE_MS = 60_000;

/** Remembers where one host was found last. */
export class AddressBook {
  readonly #hostname: string;
  readonly #find: Find;
  readonly #nowMs: () => number;
  #known: readonly Address[];
  #learnedMs = Number.POSITIVE_INFINITY;

  constructor(
    hostname: string,
    find: Find = sparingLookup(),
    nowMs: () => number = monotonicMs,
  ) {
    this.#hostname = hostname;
    this.#find = find;
    this.#nowMs = nowMs;
    this.#known = knownAddresses(hostname);
  }

  /** What is known now; empty before the first successful lookup. */
  get addresses(): readonly Address[] {
    return this.#known;
  }

  /** Learns the addresses, unless they need no lookup. */
  refresh(): void {
    if (this.#known.length > 0 && !this.#isOld()) return;
    this.#find(this.#hostname, { all: true }, (error, found) => {
      if (!error) this.#learn(found);
    });
  }

  /** Addresses that did not answer are asked for again at the next use. */
  distrust(): void {
    if (Number.isFinite(this.#learnedMs)) {
      this.#learnedMs = Number.NEGATIVE_INFINITY;
    }
  }

  /** For `net.connect`: answers from memory where it can. */
  readonly lookup: LookupFunction = (hostname, options, callback) => {
    const answer = answerIn(options.all === true, callback);
    if (this.#known.length > 0 && !this.#isOld()) {
      answer(this.#known);
      return;
    }
    this.#find(hostname, { all: true }, (error, found) => {
      if (!error) this.#learn(found);
      if (error && this.#known.length === 0) callback(error, []);
      else answer(this.#known);
    });
  };

  #isOld(): boolean {
    return this.#nowMs() - this.#learnedMs > MAX_AGE_MS;
  }

  #learn(found: readonly LookupAddress[]): void {
    this.#known = found.map(({ address, family }) => ({
      address,
      family: family === 6 ? 6 : 4,
    }));
    this.#learnedMs = this.#nowMs();
  }
}

type LookupCallback = Parameters<LookupFunction>[2];

/** Node asks for one address or for all, by whether it races families. */
function answerIn(
  all: boolean,
  callback: LookupCallback,
): (addresses: readonly Address[]) => void {
  return (addresses) => {
    const [first] = addresses;
    if (all || !first) callback(null, [...addresses]);
    else callback(null, first.address, first.family);
  };
}
