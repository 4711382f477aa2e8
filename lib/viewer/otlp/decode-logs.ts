/** An OTLP log request, in either encoding, becomes log records. Pure. */
import { attributesIn, valueIn } from './any-value';
import { readEncoded, type Encoding } from './body';
import { idIn, integerIn, nanosecondsIn, textIn, type Fields } from './fields';
import { faultOf } from './ids';
import { readGroups, type Nesting, type Origin } from './origin';
import { ExportLogsServiceRequest } from './schema';
import type { ReceivedLog } from '../store/received-log';

/** What one export request held. */
export interface DecodedLogs {
  readonly logs: readonly ReceivedLog[];
  /** Records left out because an id of theirs cannot be one. */
  readonly rejected: number;
  /** What was left out and why; `''` when nothing was. */
  readonly message: string;
}

const NESTING: Nesting = {
  byResource: 'resourceLogs',
  byScope: 'scopeLogs',
  items: 'logRecords',
};

/**
 * Decodes the body of `POST /v1/logs`, already decompressed.
 *
 * A record without ids was written outside of every span; one with an
 * unusable id is counted in `rejected` and the others are kept.
 *
 * @throws `ERR_EVERSPAN_OTLP_BODY` when the body is no such request.
 */
export function decodeLogs(bytes: Uint8Array, encoding: Encoding): DecodedLogs {
  const type = ExportLogsServiceRequest;
  return readEncoded({ bytes, encoding, type }, readRequest);
}

function readRequest(request: Fields): DecodedLogs {
  const faults: string[] = [];
  const logs = readGroups(request, NESTING, (records, origin) =>
    records.flatMap((record) => {
      const fault = faultOfRecord(record);
      if (fault === undefined) return [readLog(record, origin)];
      faults.push(fault);
      return [];
    }),
  );
  const [first] = faults;
  return {
    logs,
    rejected: faults.length,
    message: first ? `${faults.length} log record(s) rejected: ${first}` : '',
  };
}

function readLog(record: Fields, origin: Origin): ReceivedLog {
  return {
    traceId: givenId(record, 'traceId'),
    spanId: givenId(record, 'spanId'),
    timeUnixNano: timeOf(record),
    severityNumber: integerIn(record, 'severityNumber'),
    severityText: textIn(record, 'severityText'),
    eventName: textIn(record, 'eventName'),
    body: valueIn(record, 'body'),
    attributes: attributesIn(record, 'attributes'),
    droppedAttributesCount: integerIn(record, 'droppedAttributesCount'),
    ...origin,
  };
}

/** Who does not know when it happened says when it was seen. */
function timeOf(record: Fields): string {
  const time = nanosecondsIn(record, 'timeUnixNano');
  return time === '0' ? nanosecondsIn(record, 'observedTimeUnixNano') : time;
}

/** Absent, or written as zeros. */
const NO_ID = /^0*$/;

function givenId(record: Fields, key: string): string | undefined {
  const id = idIn(record, key);
  return NO_ID.test(id) ? undefined : id;
}

function faultOfRecord(record: Fields): string | undefined {
  for (const key of ['traceId', 'spanId']) {
    const id = givenId(record, key);
    const fault = id === undefined ? undefined : faultOf(key, id);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
