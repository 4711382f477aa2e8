import { expect } from 'chai';
import { lineOfRequest, takeLine } from '../../../lib/viewer/otlp/line';
import { ExportLogsServiceRequest } from '../../../lib/viewer/otlp/schema';
import { SIGNALS, TRACES } from '../../../lib/viewer/http/signals';
import { TraceStore } from '../../../lib/viewer/store/trace-store';
import {
  bytesOf,
  logRequestOf,
  requestOf,
  spanOf,
  TRACE_ID,
} from './otlp-request';

describe('lineOfRequest', () => {
  it('puts JSON on one line, and keeps integers that a number cannot hold', () => {
    const json = '{\r\n "resourceSpans": [],\n "x": 9007199254740993\n}\n';
    const body = Buffer.from(json);
    const line = lineOfRequest({ body, encoding: 'json', signal: TRACES });
    expect(line).to.equal('{  "resourceSpans": [],  "x": 9007199254740993 }');
  });

  it('writes protobuf as OTLP JSON, of the signal it is', () => {
    const [, signal = TRACES] = SIGNALS;
    const traceId = Buffer.from(TRACE_ID, 'hex');
    const message = ExportLogsServiceRequest.create(logRequestOf({ traceId }));
    const body = ExportLogsServiceRequest.toBinary(message);
    const line = lineOfRequest({ body, encoding: 'protobuf', signal });
    expect(line).to.include(`"traceId":"${TRACE_ID}"`);
    expect(takeLine(line, new TraceStore())).to.deep.equal({
      kind: 'taken',
      items: 1,
      lost: 0,
    });
  });
});

describe('takeLine', () => {
  const whole = bytesOf(requestOf(spanOf())).toString();

  it('keeps the spans of a line', () => {
    const store = new TraceStore();
    expect(takeLine(whole, store)).to.include({ kind: 'taken', items: 1 });
    expect(store.trace(TRACE_ID)).to.have.lengthOf(1);
  });

  it('counts the spans that it cannot keep', () => {
    const line = bytesOf(requestOf(spanOf({ spanId: '1' }))).toString();
    expect(takeLine(line, new TraceStore())).to.include({ items: 0, lost: 1 });
  });

  for (const line of ['', '  ', '{"resourceMetrics":[]}']) {
    it(`passes over ${JSON.stringify(line)}`, () => {
      const taken = takeLine(line, new TraceStore());
      expect(taken).to.deep.equal({ kind: 'passed over' });
    });
  }

  for (const line of [whole.slice(0, -3), 'x', '[]', '{}', '{"data":[]}']) {
    it(`tells that ${JSON.stringify(line.slice(0, 20))} is bad`, () => {
      const taken = takeLine(line, new TraceStore());
      expect(taken).to.have.property('kind', 'bad');
    });
  }
});
