import { TracerProvider } from '@opentelemetry/sdk-trace';
import { expect } from 'chai';
import { recordFailure } from '../../lib/span/record-failure';

describe('recordFailure', () => {
  for (const [limit, kept] of [
    [3, ['exception.type', 'exception.message', 'exception.stacktrace']],
    [2, ['exception.type', 'exception.message']],
    [0, []],
  ] as const) {
    it(`keeps to a limit of ${limit} attributes for an event`, () => {
      const provider = new TracerProvider({
        spanLimits: { attributePerEventCountLimit: limit },
      });
      const span = provider.getTracer('spec').startSpan('call');
      recordFailure(span, new Error('refused'));
      const { events } = span as unknown as RecordedEvents;
      expect(events).to.have.lengthOf(1);
      expect(Object.keys(events[0]?.attributes ?? {})).to.deep.equal(kept);
      expect(events[0]?.droppedAttributesCount).to.equal(3 - limit);
    });
  }
});

interface RecordedEvents {
  readonly events: readonly {
    readonly attributes: object;
    readonly droppedAttributesCount: number;
  }[];
}
