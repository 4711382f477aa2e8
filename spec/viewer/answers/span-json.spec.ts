import { expect } from 'chai';
import { jsonObject } from '../../../lib/viewer/answers/json-value';
import { logJson } from '../../../lib/viewer/answers/log-json';
import type { ReceivedLog } from '../../../lib/viewer/store/received-log';
import { spanJson } from '../../../lib/viewer/answers/span-json';
import { exceptionEvent, receivedSpan } from '../store/received-spans';

const nowhere = (): undefined => undefined;

describe('spanJson', () => {
  it('leaves out what a plain span does not have', () => {
    const json = spanJson(receivedSpan(), nowhere);
    expect(json).to.have.all.keys(
      ...['traceId', 'spanId', 'name', 'kind', 'startNs', 'endNs', 'status'],
      ...['attributes', 'events', 'links', 'resource', 'scope'],
    );
    expect(json.status).to.deep.equal({ code: 0 });
  });

  it('gives a span that runs its start as its end', () => {
    const span = receivedSpan({ endTimeUnixNano: '0' });
    expect(spanJson(span, nowhere)).to.include({
      isRunning: true,
      endNs: span.startTimeUnixNano,
    });
  });

  it('names the target of a link once it is there', () => {
    const target = receivedSpan({ traceId: 'b', name: 'publish' });
    const link = { traceState: '', flags: 0, droppedAttributesCount: 0 };
    const ids = { traceId: 'b', spanId: 'c' };
    const links = [{ ...link, ...ids, attributes: { system: 'kafka' } }];
    const span = receivedSpan({ links });
    const json = { ...ids, attributes: { system: 'kafka' } };
    expect(spanJson(span, nowhere).links).to.deep.equal([json]);
    expect(spanJson(span, () => target).links).to.deep.equal([
      { ...json, target: { name: 'publish', service: '' } },
    ]);
  });

  it('says what the sender left out', () => {
    const span = receivedSpan({ droppedEventsCount: 3 });
    const dropped = { attributes: 0, events: 3, links: 0 };
    expect(spanJson(span, nowhere).dropped).to.deep.equal(dropped);
  });

  it('keeps events with their attributes', () => {
    const span = receivedSpan({ events: [exceptionEvent('E', 'no')] });
    const [event] = spanJson(span, nowhere).events;
    expect(event?.attributes).to.include({ 'exception.message': 'no' });
  });
});

describe('jsonObject', () => {
  it('says every value that an attribute can have', () => {
    const attributes = {
      text: 'a',
      safe: 7,
      large: 9007199254740993n,
      none: null,
      not: Number.NaN,
      bytes: Uint8Array.of(1, 2),
      list: [true, [Infinity]],
      map: { a: 1n },
    };
    expect(jsonObject(attributes)).to.deep.equal({
      text: 'a',
      safe: 7,
      large: '9007199254740993',
      none: null,
      not: 'NaN',
      bytes: 'AQI=',
      list: [true, ['Infinity']],
      map: { a: '1' },
    });
  });

  it('keeps an attribute that is called __proto__', () => {
    const attributes = Object.fromEntries([['__proto__', 'x']]);
    const text = JSON.stringify(jsonObject(attributes));
    expect(text).to.equal('{"__proto__":"x"}');
  });
});

describe('logJson', () => {
  const log: ReceivedLog = {
    traceId: 'a',
    spanId: undefined,
    timeUnixNano: '1',
    severityNumber: 0,
    severityText: '',
    eventName: 'device.crash',
    body: { code: 7n },
    attributes: {},
    droppedAttributesCount: 0,
    resource: { attributes: {} },
    scope: { name: '', version: '', attributes: {} },
  };

  it('keeps a body that is no text', () => {
    expect(logJson(log)).to.deep.equal({
      timeNs: '1',
      severity: '',
      body: { code: '7' },
      attributes: {},
      traceId: 'a',
    });
  });

  it('shows the name of an event without a body', () => {
    expect(logJson({ ...log, body: null }).body).to.equal('device.crash');
  });

  for (const [severityNumber, severity] of [
    [1, 'TRACE'],
    [9, 'INFO'],
    [12, 'INFO'],
    [17, 'ERROR'],
    [24, 'FATAL'],
    [99, ''],
  ] as const) {
    it(`calls severity ${severityNumber} ${severity || 'nothing'}`, () => {
      expect(logJson({ ...log, severityNumber }).severity).to.equal(severity);
    });
  }
});
