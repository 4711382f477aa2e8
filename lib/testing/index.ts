/** Records spans for the tests of a program. The list of names. */
export type { Death } from './death';
export type { RecorderOptions } from './options';
export { createRecorder } from './recorder';
export type { Recorder, RecordedSpan } from './recorder';
export type { SpanFilter, Which } from './which';
