import { expect } from 'chai';
import { decodeLogs } from '../../../lib/viewer/otlp/decode-logs';
import { ExportLogsServiceRequest } from '../../../lib/viewer/otlp/schema';
import { bytesOf, logRequestOf, SPAN_ID, TRACE_ID } from './otlp-request';

describe('decodeLogs', () => {
  const record = {
    traceId: TRACE_ID.toUpperCase(),
    spanId: SPAN_ID,
    timeUnixNano: '1795000000000000001',
    severityNumber: 17,
    severityText: 'ERROR',
    body: { stringValue: 'card refused' },
    attributes: [{ key: 'order.id', value: { intValue: '7' } }],
  };

  it('reads a record with its resource and scope', () => {
    const { logs } = decodeLogs(bytesOf(logRequestOf(record)), 'json');
    expect(logs).to.deep.equal([
      {
        traceId: TRACE_ID,
        spanId: SPAN_ID,
        timeUnixNano: '1795000000000000001',
        severityNumber: 17,
        severityText: 'ERROR',
        eventName: '',
        body: 'card refused',
        attributes: { 'order.id': 7 },
        droppedAttributesCount: 0,
        resource: { attributes: {} },
        scope: { name: '', version: '', attributes: {} },
      },
    ]);
  });

  it('reads the same from protobuf', () => {
    const message = ExportLogsServiceRequest.create(
      logRequestOf({
        ...record,
        traceId: Buffer.from(TRACE_ID, 'hex'),
        spanId: Buffer.from(SPAN_ID, 'hex'),
      }),
    );
    const bytes = ExportLogsServiceRequest.toBinary(message);
    expect(decodeLogs(bytes, 'protobuf')).to.deep.equal(
      decodeLogs(bytesOf(logRequestOf(record)), 'json'),
    );
  });

  it('takes the time of observation where there is no other', () => {
    const observed = { timeUnixNano: '0', observedTimeUnixNano: '5' };
    const { logs } = decodeLogs(bytesOf(logRequestOf(observed)), 'json');
    expect(logs[0]).to.include({ timeUnixNano: '5' });
  });

  for (const traceId of ['', '0'.repeat(32)]) {
    it(`takes the trace id "${traceId}" for none`, () => {
      const body = bytesOf(logRequestOf({ traceId }));
      expect(decodeLogs(body, 'json').logs[0]).to.include({
        traceId: undefined,
        spanId: undefined,
      });
    });
  }

  it('rejects a record with an id that cannot be one, and keeps others', () => {
    const body = bytesOf(logRequestOf({ traceId: 'abc' }, record));
    const { logs, rejected, message } = decodeLogs(body, 'json');
    expect(logs).to.have.lengthOf(1);
    expect(rejected).to.equal(1);
    expect(message).to.match(/^1 log record\(s\) rejected: `traceId` must be/);
  });

  it('refuses what is no request', () => {
    const body = bytesOf({ resourceLogs: 1 });
    expect(() => decodeLogs(body, 'json'))
      .to.throw(TypeError)
      .with.property('code', 'ERR_EVERSPAN_OTLP_BODY');
  });
});
