/** everspan: decorators for workflows and tasks whose traces survive a crash. */
export type { Annotation, MethodAnnotation } from './annotations/annotation';
export { agent, span, task, tool, workflow } from './annotations/annotations';
export { annotationsOf } from './annotations/annotations-of';
export type {
  AnyClass,
  DeclaredAnnotation,
} from './annotations/annotations-of';
export type { AnnotationOptions, OfCall } from './annotations/options';
export { event, setAttributes } from './span/active-span';
export { associate } from './span/associate';
export type {
  CaptureOption,
  CaptureOptions,
} from './span/capture/capture-option';
export type { AnnotationKind } from './span/annotation-kind';
export type { DialectName } from './span/dialects/dialect';
export type { AnnotatedCall, Hooks } from './span/hooks';
export { logFields } from './span/log-fields';
export type { LogFields } from './span/log-fields';
export type { RedactOptions } from './span/redaction/redact';
export { flush, init, processor, shutdown, stats } from './everspan';
export type {
  DeliveryOwner,
  DropReason,
  Everspan,
  InitOptions,
  Instrumentation,
  Instrumentations,
  JournalOptions,
  ProcessorOptions,
  Stats,
  TlsOptions,
} from './everspan';
