/**
 * Instrumentations of other libraries, begun and ended with our tracing. Known
 * by their public methods, so that we need no package of theirs.
 */
import { trace, type TracerProvider } from '@opentelemetry/api';
import { reason, warnOnce } from '../internal/diag';
import { type Check, type Problem, problemIn, withMethods } from './check';

/** What we need of an instrumentation; those of OpenTelemetry have it. */
export interface Instrumentation {
  /** Its spans are made by this provider from then on. */
  setTracerProvider(provider: TracerProvider): void;
  /** Called by `init` where its config says that it is not enabled. */
  enable(): void;
  /** Called by `shutdown`. */
  disable(): void;
  /** Most enable themselves when they are made, unless their config says no. */
  getConfig?(): { readonly enabled?: boolean };
}

/** One by one, or as some packages give them: many at once. */
export type Instrumentations = readonly (
  Instrumentation | readonly Instrumentation[]
)[];

const METHODS = ['setTracerProvider', 'enable', 'disable'];

/** What is wrong with the option `instrumentations`. */
export function instrumentationsProblem(
  value: unknown,
): Problem | string | undefined {
  return Array.isArray(value)
    ? problemIn(value, oneOrMany)
    : 'expected an array of instrumentations';
}

const isInstrumentation = withMethods(METHODS);

const oneOrMany: Check = (value) =>
  Array.isArray(value)
    ? problemIn(value, isInstrumentation)
    : isInstrumentation(value);

/** Those that we have disabled, whatever their config says of the beginning. */
const disabled = new WeakSet<Instrumentation>();

/**
 * Lets them make their spans by the registered provider; returns what disables
 * them. One that throws is left out, and told.
 */
export function startInstrumentations(
  instrumentations: Instrumentations = [],
): () => void {
  const all = instrumentations.flat();
  const started = all.filter((each) => succeeds(each, start));
  return () => {
    for (const each of started) succeeds(each, stop);
  };
}

function start(instrumentation: Instrumentation): void {
  instrumentation.setTracerProvider(trace.getTracerProvider());
  const isEnabled = instrumentation.getConfig?.().enabled ?? true;
  // To enable twice would make some wrap what they wrap twice.
  if (isEnabled && !disabled.delete(instrumentation)) return;
  instrumentation.enable();
}

function stop(instrumentation: Instrumentation): void {
  disabled.add(instrumentation);
  instrumentation.disable();
}

function succeeds(
  instrumentation: Instrumentation,
  step: (instrumentation: Instrumentation) => void,
): boolean {
  try {
    step(instrumentation);
    return true;
  } catch (error) {
    warnOnce(
      'WARN_EVERSPAN_USER_CODE',
      `an instrumentation failed: ${reason(error)}`,
      'instrumentations',
    );
    return false;
  }
}
