import { expect } from 'chai';
import { countSpans } from '../../lib/journal/request';
import { splitRequest } from '../../lib/journal/rewrite-request';
import type { ReceivedSpan } from '../../lib/viewer/store/received-span';
import {
  endedSpan,
  endedSpans,
  namesIn,
  parentContext,
  requestOf,
  spansIn,
} from '../delivery/ended-spans';

function halvesOf(request: Uint8Array): readonly [Uint8Array, Uint8Array] {
  const halves = splitRequest(request);
  if (!halves) throw new Error('The request was not split.');
  return halves;
}

/** All single spans that halving leads to, in order. */
function splitFully(request: Uint8Array): readonly Uint8Array[] {
  const halves = splitRequest(request);
  return halves ? halves.flatMap(splitFully) : [request];
}

/** A request of many sizes: lengths of one, two and three bytes occur. */
function randomRequest(random: () => number): Uint8Array {
  const spans = Array.from({ length: 2 + Math.floor(random() * 30) }, (_, n) =>
    endedSpan({
      name: `${n}-${'n'.repeat(random() * 40)}`,
      scope: `scope ${Math.floor(random() * 4)}`,
      service: `service ${Math.floor(random() * 3)}`,
      failed: random() < 0.2,
      attributes: { text: 'é'.repeat(random() ** 8 * 20_000), n: random() },
      links: random() < 0.3 ? [{ context: parentContext() }] : [],
      ...(random() < 0.5 && { parent: parentContext({ isRemote: true }) }),
    }),
  );
  return requestOf(spans);
}

/** Repeatable: a failure names its seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

describe('splitRequest', () => {
  it('gives two halves with the spans in their order', () => {
    const [first, second] = halvesOf(requestOf(endedSpans(5)));
    expect(namesIn(first)).to.deep.equal(['span 0', 'span 1', 'span 2']);
    expect(namesIn(second)).to.deep.equal(['span 3', 'span 4']);
  });

  it('splits nothing where there is one span or none', () => {
    expect(splitRequest(requestOf([endedSpan()]))).to.equal(undefined);
    expect(splitRequest(requestOf([]))).to.equal(undefined);
    expect(splitRequest(new Uint8Array())).to.equal(undefined);
  });

  it('keeps resource and scope with every span', () => {
    const request = requestOf([
      ...endedSpans(3, { scope: 'http', service: 'orders' }),
      ...endedSpans(3, { scope: 'shop', service: 'orders' }),
      ...endedSpans(3, { scope: 'shop', service: 'billing' }),
    ]);
    const [first, second] = halvesOf(request);
    const together = [...spansIn(first), ...spansIn(second)];
    expect(together).to.deep.equal(spansIn(request));
  });

  it('leaves out the resources and scopes that have no span left', () => {
    const request = requestOf([
      ...endedSpans(2, { service: 'orders' }),
      ...endedSpans(2, { service: 'billing' }),
    ]);
    const texts = halvesOf(request).map((half) => Buffer.from(half).toString());
    expect(texts[0]).to.include('orders').and.not.include('billing');
    expect(texts[1]).to.include('billing').and.not.include('orders');
  });

  it('keeps schema URLs and fields it does not know', () => {
    const span = Buffer.from(requestOf([endedSpan()]));
    const schemaUrl = 'https://opentelemetry.io/schemas/1.30.0';
    const known = field(3, Buffer.from(schemaUrl));
    const unknown = Buffer.concat([
      Buffer.from('80017f', 'hex'), // 16, a varint
      Buffer.from('890101020304050607ff', 'hex'), // 17, 64 bits
      Buffer.from('9501010203ff', 'hex'), // 18, 32 bits
    ]);
    const group = Buffer.concat([
      contentOf(span),
      contentOf(span),
      known,
      unknown,
    ]);
    for (const half of halvesOf(field(1, group))) {
      expect(countSpans(half)).to.equal(1);
      expect(Buffer.from(half).includes(known)).to.equal(true);
      expect(Buffer.from(half).includes(unknown)).to.equal(true);
    }
  });

  it('comes to the end with bytes that are no request', () => {
    const request = Buffer.from(requestOf(endedSpans(2)));
    for (let length = 0; length < request.length; length += 1) {
      splitRequest(request.subarray(0, length));
    }
    expect(countSpans(Buffer.alloc(64, 0xff))).to.equal(0);
  });

  it('loses, invents and changes nothing of any request', () => {
    for (let seed = 1; seed <= 100; seed += 1) {
      const request = randomRequest(randomFrom(seed));
      const spans = spansIn(request);
      const [first, second] = halvesOf(request);
      const halves = [...spansIn(first), ...spansIn(second)];
      const single = splitFully(request).map(onlySpanIn);
      expect(halves, `seed ${seed}`).to.deep.equal(spans);
      expect(single, `seed ${seed}`).to.deep.equal(spans);
      const difference = countSpans(first) - countSpans(second);
      expect(difference, `seed ${seed}`).to.equal(spans.length % 2);
    }
  });
});

function onlySpanIn(request: Uint8Array): ReceivedSpan | undefined {
  const spans = spansIn(request);
  expect(spans).to.have.lengthOf(1);
  return spans[0];
}

/** A length-delimited field shorter than 16 kB. */
function field(number: number, content: Uint8Array): Buffer {
  const { length } = content;
  const size = length < 128 ? [length] : [(length & 127) | 128, length >> 7];
  return Buffer.concat([Buffer.from([(number << 3) | 2, ...size]), content]);
}

/** What stands in the one field of `message`. */
function contentOf(message: Buffer): Buffer {
  return message.subarray((message[1] ?? 0) < 128 ? 2 : 3);
}
