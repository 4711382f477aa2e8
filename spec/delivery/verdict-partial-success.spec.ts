import { expect } from 'chai';
import { verdictOf, type Verdict } from '../../lib/delivery/verdict';

const PROTOBUF = 'application/x-protobuf';
const JSON_TYPE = 'application/json; charset=utf-8';

function refusedOf(contentType: string, body: Uint8Array | string): Verdict {
  const answer = {
    kind: 'response',
    status: 200,
    contentType,
    retryAfter: '',
    body: typeof body === 'string' ? Buffer.from(body) : body,
  } as const;
  return verdictOf(answer, 0);
}

describe('verdictOf, of a partial success', () => {
  it('reads what was refused from protobuf', () => {
    // partial_success { rejected_spans: 3, error_message: "old" }
    const body = Buffer.from('0a0708031203' + '6f6c64', 'hex');
    expect(refusedOf(PROTOBUF, body)).to.include({ refused: 3, why: 'old' });
  });

  it('reads what was refused from JSON, a 64-bit number in quotes too', () => {
    const body =
      '{"partialSuccess":{"rejectedSpans":"3","errorMessage":"old"}}';
    const bare = '{"partialSuccess":{"rejectedSpans":2}}';
    expect(refusedOf(JSON_TYPE, body)).to.include({ refused: 3, why: 'old' });
    expect(refusedOf(JSON_TYPE, bare)).to.include({ refused: 2, why: '' });
  });

  it('refuses nothing for a warning without a number', () => {
    const body = '{"partialSuccess":{"errorMessage":"deprecated"}}';
    expect(refusedOf(JSON_TYPE, body)).to.include({ refused: 0 });
  });

  it('takes nothing back for a garbled body', () => {
    const taken = { kind: 'taken', refused: 0, why: '' };
    const garbage = Buffer.from('ff00ff00fe', 'hex');
    expect(refusedOf(PROTOBUF, garbage)).to.deep.equal(taken);
    expect(refusedOf('text/html', '<p>Welcome')).to.deep.equal(taken);
    for (const json of ['null', '[]', '5', '{', '{"partialSuccess":null}']) {
      expect(refusedOf(JSON_TYPE, json), json).to.deep.equal(taken);
    }
  });

  it('takes nothing back for a number that is none', () => {
    for (const count of ['"many"', '{}', '-1', '1e999', 'null', '1.5']) {
      const body = `{"partialSuccess":{"rejectedSpans":${count}}}`;
      expect(refusedOf(JSON_TYPE, body), count).to.include({ refused: 0 });
    }
  });

  it('takes an error message that is no text for none', () => {
    const body = '{"partialSuccess":{"rejectedSpans":1,"errorMessage":{}}}';
    expect(refusedOf(JSON_TYPE, body)).to.include({ refused: 1, why: '' });
  });
});
