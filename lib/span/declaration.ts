/** What an annotation says of its calls. */
import type { Attributes, SpanKind, TimeInput } from '@opentelemetry/api';
import type { AnnotationKind } from './annotation-kind';
import type { Captured } from './capture/captured';
import type { Incoming } from './incoming';
import type { UserFunction } from './user-function';

/** What an annotation says, checked; `...Of` are functions of the call. */
export interface Declaration extends Incoming, Captured {
  readonly kind: AnnotationKind;
  readonly name: string;
  /** `Orders.charge`, or the name alone where no class is known. */
  readonly functionName?: string | undefined;
  readonly version?: string | number | undefined;
  readonly attributes?: Attributes | undefined;
  readonly attributesOf?: UserFunction | undefined;
  readonly correlationId?: string | undefined;
  readonly correlationIdOf?: UserFunction | undefined;
  readonly startTime?: TimeInput | undefined;
  readonly startTimeOf?: UserFunction | undefined;
  readonly spanKind?: SpanKind | undefined;
  readonly isFailure?: UserFunction | undefined;
}
