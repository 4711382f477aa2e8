/** A received log record as the page gets it. Pure. */
import type { LogJson } from '../api-types';
import { jsonObject, jsonValue } from './json-value';
import type { ReceivedLog } from '../store/received-log';

/** Its time, severity, text and attributes. */
export function logJson(log: ReceivedLog): LogJson {
  const { traceId, spanId } = log;
  return {
    timeNs: log.timeUnixNano,
    severity: severityOf(log),
    body: log.body === null ? log.eventName : jsonValue(log.body),
    attributes: jsonObject(log.attributes),
    ...(spanId !== undefined && { spanId }),
    ...(traceId !== undefined && { traceId }),
  };
}

/** Each name stands for four numbers, `INFO` for 9 to 12. */
const SEVERITIES = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];
const NUMBERS_PER_NAME = 4;

function severityOf({ severityText, severityNumber }: ReceivedLog): string {
  if (severityText !== '') return severityText;
  return SEVERITIES[Math.ceil(severityNumber / NUMBERS_PER_NAME) - 1] ?? '';
}
