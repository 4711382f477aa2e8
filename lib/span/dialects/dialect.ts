/** The attribute names of others: what a span says in ours, said in theirs too. */
import type { Attributes } from '@opentelemetry/api';
import type { AnnotationKind } from '../annotation-kind';

/** Names of dialects, as `init` takes them. */
export type DialectName = 'openllmetry' | 'openinference' | 'gen_ai';

/** What is known of an annotated call before its span starts. */
export interface Entity {
  readonly kind: AnnotationKind;
  readonly name: string;
  readonly version: string | number | undefined;
  /** What the dialect said of everything below the entity around. */
  readonly around: Attributes;
}

/** What was captured of a call, as JSON. */
export interface CapturedCall {
  readonly kind: AnnotationKind;
  /** All arguments, or the result. */
  readonly json: string;
  /** The argument where there is only one. */
  readonly only?: string | undefined;
}

/** Pure: asked when a span is put together, and answers with attributes. */
export interface Dialect {
  /** Of the entity's own span. */
  describe(entity: Entity): Attributes;
  /** Of all spans below the entity, those of other libraries too. */
  below?(entity: Entity): Attributes;
  /** Of what is associated, beside the keys that the user gave it. */
  associate?(attributes: Attributes): Attributes;
  input(call: CapturedCall): Attributes;
  output(call: CapturedCall): Attributes;
}
