import { context, isSpanContextValid, trace } from '@opentelemetry/api';
import { expect } from 'chai';
import {
  consumer,
  extract,
  inject,
  linkFrom,
  linksFrom,
  withCorrelation,
} from '../../lib/messaging';
import { useRecorder } from '../support/recorder';
import { useW3cPropagation } from '../support/w3c-propagation';
import { TRACEPARENT } from './carriers';
import { randomCarrier, seeded } from './random-carriers';

const SEEDS = Array.from({ length: 3_000 }, (_, seed) => seed);

/** What `inject` may put into a target. */
const OURS =
  /^(traceparent|tracestate|baggage|everspan[-_]correlation[-_]id|everspan[-_]continuation|diagnostic-id)$/i;
/** Places that it may make or fill for them. */
const HOMES = /^(MessageAttributes|headers|metadata)$/;

type Others = ReadonlyMap<string, unknown>;

/** The properties at the first level, which are none of ours. */
function othersIn(target: unknown): Others {
  if (typeof target !== 'object' || target === null) return new Map();
  try {
    const properties = Object.entries(Object.getOwnPropertyDescriptors(target));
    const others = properties.filter(
      ([name]) => !OURS.test(name) && !HOMES.test(name),
    );
    return new Map(
      others.map(([name, { value, get }]) => [name, get ?? (value as unknown)]),
    );
  } catch {
    // A Proxy that tells nothing.
    return new Map();
  }
}

/** By identity: what is below may be a Proxy that throws. */
function isSame(a: Others, b: Others): boolean {
  const names = [...a.keys()];
  return (
    a.size === b.size && names.every((name) => a.get(name) === b.get(name))
  );
}

describe('carriers that nobody has thought of', () => {
  const recorder = useRecorder();
  useW3cPropagation();

  it('are read without a throw, and give a valid sender or none', () => {
    let senders = 0;
    for (const seed of SEEDS) {
      const found = extract(randomCarrier(seeded(seed)));
      const sender = trace.getSpanContext(found);
      if (sender === undefined) continue;
      senders += 1;
      expect(isSpanContextValid(sender), `seed ${seed}`).to.equal(true);
    }
    // Else it would be no more than noise.
    expect(senders).to.be.greaterThan(50);
  });

  it('are linked to where they are valid, alone and in a batch', () => {
    const random = seeded(7);
    const carriers = SEEDS.map(() => randomCarrier(random));
    const alone = carriers.map((each) => linkFrom(each));
    const good = alone.filter((link) => link !== undefined);
    for (const link of good) {
      expect(isSpanContextValid(link.context)).to.equal(true);
    }
    const all = linksFrom(carriers, { dedupe: false });
    expect(all.total).to.equal(carriers.length);
    expect(all.links.length + all.dropped).to.equal(good.length);
  });

  it('are written into without a throw, and nothing but headers is', () => {
    const sender = extract(TRACEPARENT);
    for (const seed of SEEDS) {
      const target = randomCarrier(seeded(seed));
      const before = othersIn(target);
      const given = context.with(sender, () =>
        withCorrelation('order 7', () => inject(target)),
      );
      expect(given, `seed ${seed}`).to.equal(target);
      if (Array.isArray(target)) continue;
      expect(isSame(othersIn(target), before), `seed ${seed}`).to.equal(true);
    }
  });

  it('reach the handler, whatever they are', () => {
    const seen: unknown[] = [];
    const options = { system: 'kafka', message: (each: unknown) => each };
    const handle = consumer.wrap(options, (message: unknown) => {
      seen.push(message);
    });
    const random = seeded(9);
    const messages = SEEDS.map(() => randomCarrier(random));
    for (const message of messages) handle(message);
    expect(seen.every((each, nth) => each === messages[nth])).to.equal(true);
    expect(seen).to.have.lengthOf(messages.length);
    recorder.takeAll();
  });
});

describe('a carrier of a great size', () => {
  useW3cPropagation();

  /** Reads of one property, which a time would tell less surely. */
  function readsOf(size: number): number {
    let reads = 0;
    const headers = Object.fromEntries(
      Array.from({ length: size }, (_, nth) => [`x-${nth}`, 'x']),
    );
    const counting = new Proxy(headers, {
      get: (target, name) => {
        reads += 1;
        return Reflect.get(target, name) as unknown;
      },
    });
    extract({ headers: counting });
    return reads;
  }

  it('is not read value by value', () => {
    expect(readsOf(10_000)).to.equal(readsOf(10));
  });

  it('is not decoded where it is longer than any header', () => {
    const long = Buffer.alloc(20_000_000, TRACEPARENT);
    expect(trace.getSpanContext(extract({ traceparent: long }))).to.equal(
      undefined,
    );
  });
});
