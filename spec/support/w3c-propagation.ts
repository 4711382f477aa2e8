/** The propagators that `init` registers, for the tests of one `describe`. */
import { propagation } from '@opentelemetry/api';
import {
  CompositePropagator,
  W3CBaggagePropagator,
  W3CTraceContextPropagator,
} from '@opentelemetry/core';

export function useW3cPropagation(): void {
  beforeEach(() => {
    // A recorder has registered them already.
    if (propagation.fields().length > 0) return;
    const propagators = [
      new W3CTraceContextPropagator(),
      new W3CBaggagePropagator(),
    ];
    propagation.setGlobalPropagator(new CompositePropagator({ propagators }));
  });
  afterEach(() => {
    propagation.disable();
  });
}
