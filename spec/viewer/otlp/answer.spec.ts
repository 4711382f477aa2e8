import { expect } from 'chai';
import { refusal, success } from '../../../lib/viewer/otlp/answer';
import {
  ExportTraceServiceResponse,
  RpcStatus,
} from '../../../lib/viewer/otlp/schema';

const SHAPE = {
  type: ExportTraceServiceResponse,
  rejectedKey: 'rejectedSpans',
};
/** What a sender wrote may stand in what it is told. */
const LONG = 'x'.repeat(5_000);
const CUT = 'x'.repeat(1_024);

const textOf = (body: Uint8Array): string => Buffer.from(body).toString();

describe('an answer to an export request', () => {
  it('says in 1024 characters what was rejected', () => {
    const leftover = { rejected: 1, message: LONG };
    const json = success('json', SHAPE, leftover);
    expect(JSON.parse(textOf(json.body))).to.deep.equal({
      partialSuccess: { rejectedSpans: '1', errorMessage: CUT },
    });
    const { body } = success('protobuf', SHAPE, leftover);
    expect(ExportTraceServiceResponse.fromBinary(body))
      .to.have.nested.property('partialSuccess.errorMessage')
      .that.equals(CUT);
  });

  it('says in 1024 characters why all was refused', () => {
    const json = refusal(400, 'json', LONG);
    expect(JSON.parse(textOf(json.body))).to.deep.equal({ message: CUT });
    const { body } = refusal(400, 'protobuf', LONG);
    expect(RpcStatus.fromBinary(body)).to.have.property('message', CUT);
    expect(textOf(refusal(415, undefined, LONG).body)).to.equal(`${CUT}\n`);
  });
});
