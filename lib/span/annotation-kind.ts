/** The names of an annotation; `everspan.kind` of its spans. */
export type AnnotationKind =
  'workflow' | 'task' | 'agent' | 'tool' | 'span' | 'producer' | 'consumer';

/** A message's handling is a run of its own, and named as one. */
const NAMES_WHAT_IS_BELOW: ReadonlySet<AnnotationKind> = new Set([
  'workflow',
  'consumer',
]);

/** Whether calls of this kind are runs, by whose name all below is called. */
export function namesWhatIsBelow(kind: AnnotationKind): boolean {
  return NAMES_WHAT_IS_BELOW.has(kind);
}
