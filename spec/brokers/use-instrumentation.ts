/** An instrumentation of OpenTelemetry's, for the specs of one `describe`. */
import { trace } from '@opentelemetry/api';
import {
  type Instrumentation,
  registerInstrumentations,
} from '@opentelemetry/instrumentation';

/**
 * @param instrumentation not enabled, or it would patch what other specs load
 */
export function useInstrumentation(instrumentation: Instrumentation): void {
  let unregister: () => void;

  before(() => {
    const instrumentations = [instrumentation];
    unregister = registerInstrumentations({ instrumentations });
  });

  beforeEach(() => {
    instrumentation.setTracerProvider(trace.getTracerProvider());
  });

  after(() => unregister());
}
