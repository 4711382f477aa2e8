/** The measured work, and a span around it by hand. */
import { SpanStatusCode, trace, type Span } from '@opentelemetry/api';

export const add = (a: number, b: number): number => a + b;
export const addLater = (a: number, b: number): Promise<number> =>
  Promise.resolve(a + b);

export const ORDER = {
  id: 'A-1001',
  customer: { id: 4711, country: 'CH', isNew: false },
  items: [
    { sku: 'book', count: 1, price: 21.5 },
    { sku: 'pen', count: 3, price: 1.2 },
  ],
};

type Order = typeof ORDER;

/** A call whose argument and result are worth recording. */
export const charge = ({ id, items }: Order): object => ({
  id,
  total: items.reduce((sum, { count, price }) => sum + count * price, 0),
});

/** As many attributes as an annotated call sets. */
const OPTIONS = {
  attributes: {
    'shop.item': 'book',
    'everspan.kind': 'task',
    'code.function.name': 'add',
  },
};

/** As the documentation of OpenTelemetry has it. */
export function byHandSync(a: number, b: number): number {
  return trace.getTracer('bench').startActiveSpan('add', OPTIONS, (span) => {
    try {
      return add(a, b);
    } catch (error) {
      fail(span, error);
      throw error;
    } finally {
      span.end();
    }
  });
}

/** The same for work that takes its time. */
export function byHandAsync(a: number, b: number): Promise<number> {
  const tracer = trace.getTracer('bench');
  return tracer.startActiveSpan('add', OPTIONS, async (span) => {
    try {
      return await addLater(a, b);
    } catch (error) {
      fail(span, error);
      throw error;
    } finally {
      span.end();
    }
  });
}

/** With argument and result as JSON, neither bounded nor redacted. */
export function byHandRecorded(order: Order): object {
  const input = { 'everspan.input': JSON.stringify([order]) };
  const attributes = { ...OPTIONS.attributes, ...input };
  const tracer = trace.getTracer('bench');
  return tracer.startActiveSpan('charge', { attributes }, (span) => {
    try {
      const result = charge(order);
      span.setAttribute('everspan.output', JSON.stringify(result));
      return result;
    } catch (error) {
      fail(span, error);
      throw error;
    } finally {
      span.end();
    }
  });
}

function fail(span: Span, error: unknown): void {
  span.recordException(error as Error);
  span.setStatus({ code: SpanStatusCode.ERROR });
}
