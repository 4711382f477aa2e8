import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { expect } from 'chai';
import { decodeTraces } from '../../../lib/viewer/otlp/decode';
import { serve, type Viewer } from '../../../lib/viewer/serve';
import { endedSpan } from '../../delivery/ended-spans';
import { JSON_TYPE, PROTOBUF_TYPE, send } from './http-client';
import { bytesOf, requestOf, spanOf, TRACE_ID } from '../otlp/otlp-request';

/** Names that every object has, and one that makes an object another. */
const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
/** A span with a list in a list …, as deep as is asked for. */
function nested(depth: number): Buffer {
  const value =
    '{"arrayValue":{"values":['.repeat(depth) + '{}' + ']}}'.repeat(depth);
  const request = bytesOf(requestOf(spanOf({ attributes: [{ key: 'a' }] })));
  const text = request.toString();
  return Buffer.from(text.replace('"key":"a"', `"key":"a","value":${value}`));
}

function attribute(key: string, text: string): object {
  return { key, value: { stringValue: text } };
}

describe('a viewer that is sent what nobody should send', () => {
  let viewer: Viewer;

  beforeEach(async () => {
    viewer = await serve({ port: 0 });
  });

  afterEach(() => viewer.close());

  const post = async (body: Uint8Array, headers = JSON_TYPE): Promise<number> =>
    (await send(viewer.url, { headers, body })).status;

  /** Every question that its page has. */
  async function answersAll(subject = 'x'): Promise<void> {
    const name = encodeURIComponent(subject);
    for (const path of [
      '/api/runs',
      `/api/traces/${TRACE_ID}`,
      `/api/search?q=${name}`,
      `/api/stories/${name}`,
      `/api/graph?workflow=${name}`,
    ]) {
      const { status } = await send(viewer.url, { method: 'GET', path });
      expect(status, path).to.be.oneOf([200, 404]);
    }
  }

  it('takes values that are nested a hundred deep, and shows them', async () => {
    expect(await post(nested(100))).to.equal(200);
    await answersAll();
  });

  for (const depth of [101, 1_000, 4_000, 100_000]) {
    it(`refuses values that are nested ${depth} deep`, async () => {
      expect(await post(nested(depth))).to.equal(400);
      await answersAll();
    });
  }

  for (const name of NAMES) {
    it(`takes ${name} for a name like others`, async () => {
      const span = spanOf({
        name,
        attributes: [
          attribute(name, name),
          attribute('everspan.workflow.name', name),
          attribute('everspan.correlation.id', name),
          { key: 'map', value: { kvlistValue: { values: [{ key: name }] } } },
        ],
      });
      expect(await post(bytesOf(requestOf(span)))).to.equal(200);
      await answersAll(name);
      const [kept] = viewer.store.trace(TRACE_ID);
      expect(Object.keys(kept?.attributes ?? {})).to.include(name);
      expect(Object.getPrototypeOf({})).to.not.have.property('stringValue');
    });
  }

  it('takes times that cannot be', async () => {
    const last = '18446744073709551615';
    const times = [
      { startTimeUnixNano: last, endTimeUnixNano: '1' },
      { startTimeUnixNano: '0', endTimeUnixNano: last },
      { startTimeUnixNano: '00000000000000000001', endTimeUnixNano: '0' },
    ];
    const spans = times.map((each, nth) =>
      spanOf({ ...each, spanId: String(nth + 1).repeat(16) }),
    );
    expect(await post(bytesOf(requestOf(...spans)))).to.equal(200);
    await answersAll();
  });

  it('takes halves of characters', async () => {
    const json = bytesOf(requestOf(spanOf())).toString();
    const body = Buffer.from(json.replace('charge', '\\ud800 \\u0000'));
    expect(await post(body)).to.equal(200);
    await answersAll('\u0000');
  });

  it('takes as many attributes and links as there are', async () => {
    const many = Array.from({ length: 20_000 }, (_, nth) => String(nth));
    const span = spanOf({
      attributes: many.map((key) => attribute(key, key)),
      links: many.map((nth) => ({
        traceId: TRACE_ID,
        spanId: nth.padStart(16, '1'),
      })),
    });
    expect(await post(bytesOf(requestOf(span)))).to.equal(200);
    await answersAll();
  });

  for (const [what, hex] of [
    ['a length of 2 GiB', '0affffffff07'],
    ['a length beyond 64 bits', '0affffffffffffffffffff01'],
    ['a field without a number', '02020102'],
    ['a group that never ends', '0b'],
    ['an end without a group', '0c'],
    ['a tag that is cut', '8a'],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const body = Buffer.from(hex, 'hex');
      expect(await post(body, PROTOBUF_TYPE)).to.equal(400);
      await answersAll();
    });
  }
});

describe('decodeTraces, of a request with a wrong byte', () => {
  const request = ProtobufTraceSerializer.serializeRequest([
    endedSpan({
      attributes: { text: 'für 5 €', list: ['a', 'b'], count: 7 },
      links: [{ context: endedSpan().spanContext(), attributes: { a: 1 } }],
    }),
  ]);
  const body = Buffer.from(request ?? []);

  for (const wrong of [0x00, 0x7f, 0x80, 0xff]) {
    it(`reads it or says that it cannot: ${wrong}`, () => {
      let refused = 0;
      for (let at = 0; at < body.length; at += 1) {
        const altered = Buffer.from(body);
        altered[at] = wrong;
        if (!isRead(altered)) refused += 1;
      }
      expect(refused).to.be.within(1, body.length - 1);
    });
  }

  /** Whatever else is thrown than our own error is thrown on. */
  function isRead(altered: Uint8Array): boolean {
    try {
      decodeTraces(altered, 'protobuf');
      return true;
    } catch (error) {
      expect(error).to.have.property('code', 'ERR_EVERSPAN_OTLP_BODY');
      return false;
    }
  }
});
