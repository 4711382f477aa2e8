import { expect } from 'chai';
import { decodeTraces, type Decoded } from '../../../lib/viewer/otlp/decode';
import { bytesOf, requestOf, spanOf } from './otlp-request';

function decode(request: unknown): Decoded {
  return decodeTraces(bytesOf(request), 'json');
}

describe('decodeTraces, of what is no request', () => {
  const undecodable: Readonly<Record<string, unknown>> = {
    'an array': [],
    'a text': 'text',
    'a number': 5,
    null: null,
    'resourceSpans that is no array': { resourceSpans: {} },
    'resourceSpans of null': { resourceSpans: [null] },
    'a name that is a number': requestOf(spanOf({ name: 5 })),
    'a kind by its name': requestOf(spanOf({ kind: 'SPAN_KIND_SERVER' })),
    'an id that is a number': requestOf(spanOf({ traceId: 5 })),
    'a time in words': requestOf(spanOf({ startTimeUnixNano: 'soon' })),
    'a negative time': requestOf(spanOf({ startTimeUnixNano: -1 })),
    'half a nanosecond': requestOf(spanOf({ startTimeUnixNano: 0.5 })),
    'attributes as an object': requestOf(spanOf({ attributes: { a: 1 } })),
    'a status that is a number': requestOf(spanOf({ status: 2 })),
  };
  for (const [what, request] of Object.entries(undecodable)) {
    it(`throws a coded error for ${what}`, () => {
      expect(() => decode(request))
        .to.throw(TypeError)
        .with.property('code', 'ERR_EVERSPAN_OTLP_BODY');
    });
  }

  for (const text of ['', '{', '{"resourceSpans":[}']) {
    it(`throws a coded error for the text ${JSON.stringify(text)}`, () => {
      expect(() => decodeTraces(Buffer.from(text), 'json'))
        .to.throw(TypeError)
        .with.property('code', 'ERR_EVERSPAN_OTLP_BODY');
    });
  }

  it('says what it expected and what it received', () => {
    expect(() => decode(requestOf(spanOf({ name: 5 })))).to.throw(
      '`name` must be a string, not 5.',
    );
  });
});
