/** The names of an annotation; `everspan.kind` of its spans. */
export type AnnotationKind =
  'workflow' | 'task' | 'agent' | 'tool' | 'span' | 'producer' | 'consumer';
