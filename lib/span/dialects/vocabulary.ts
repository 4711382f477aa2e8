/** What a dialect says of entities, as a table by their kind. */
import type { Attributes } from '@opentelemetry/api';
import type { AnnotationKind } from '../annotation-kind';
import type { Entity } from './dialect';

/** What is said of entities of one kind. */
export interface Words {
  /** Of each of them alike. */
  readonly always: Attributes;
  /** The attribute that holds the entity's name. */
  readonly name?: string;
  /** The attribute that holds its version. */
  readonly version?: string;
}

/** Of a kind that is not in it, nothing is said. */
export type Vocabulary = Readonly<Partial<Record<AnnotationKind, Words>>>;

/** What `vocabulary` says of an entity. */
export function described(
  { kind, name, version }: Entity,
  vocabulary: Vocabulary,
): Attributes {
  const words = vocabulary[kind];
  if (!words) return {};
  const hasVersion = words.version !== undefined && version !== undefined;
  return {
    ...words.always,
    ...(words.name !== undefined && { [words.name]: name }),
    ...(hasVersion && { [words.version]: version }),
  };
}
