/** What an annotation's functions answer for one call, and what is no use. */
import type { Attributes, TimeInput } from '@opentelemetry/api';
import { cutCorrelationId, MAX_CORRELATION_ID } from '../context/correlation';
import { reason } from '../internal/diag';
import { received } from '../internal/errors';
import { usableAttributes } from './attribute-values';
import type { Declaration } from './declaration';
import { usableTime } from './start-time';
import type { UserFunction } from './user-function';
import type { Work } from './work';

/** What can be used of the attributes that the call's own function gives. */
export function attributesOfCall(
  { attributesOf }: Declaration,
  work: Work,
): Attributes | undefined {
  if (attributesOf === undefined) return undefined;
  const answer = attributesOf.ask(work.self, work.args);
  if (answer === undefined) return undefined;
  if (typeof answer !== 'object' || answer === null) {
    attributesOf.refuse(`expected an object, got ${received(answer)}`);
    return undefined;
  }
  return usableAnswer(answer, attributesOf);
}

/** The business id of the call; `undefined` keeps that of its caller. */
export function correlationIdOfCall(
  declared: Declaration,
  work: Work,
): string | undefined {
  const { correlationId, correlationIdOf } = declared;
  if (correlationIdOf === undefined) return correlationId;
  const id = correlationIdOf.ask(work.self, work.args);
  if (id === undefined || id === '') return undefined;
  if (typeof id !== 'string') {
    correlationIdOf.refuse(`expected a string, got ${received(id)}`);
    return undefined;
  }
  if (id.length > MAX_CORRELATION_ID) {
    correlationIdOf.refuse(
      `it has ${String(id.length)} characters, ` +
        `of which ${String(MAX_CORRELATION_ID)} are kept`,
    );
  }
  return cutCorrelationId(id);
}

/** When the call's work began; `undefined` means now. */
export function startTimeOfCall(
  declared: Declaration,
  work: Work,
): TimeInput | undefined {
  const { startTime, startTimeOf } = declared;
  if (startTimeOf === undefined) return startTime;
  const answer = startTimeOf.ask(work.self, work.args);
  if (answer === undefined) return undefined;
  const time = usableTime(answer);
  if (time === undefined) {
    startTimeOf.refuse(`expected a time, got ${received(answer)}`);
  }
  return time;
}

function usableAnswer(answer: object, asked: UserFunction): Attributes {
  try {
    return usableAttributes(answer, (key, why) => {
      asked.refuse(`attribute ${key}: ${why}`);
    });
  } catch (error) {
    // A Proxy whose keys cannot be listed.
    asked.refuse(reason(error));
    return {};
  }
}
