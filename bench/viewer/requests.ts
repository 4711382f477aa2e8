/** Export requests as everspan sends them, each with ids of its own. */
import { context, SpanStatusCode, trace } from '@opentelemetry/api';
import { ProtobufTraceSerializer } from '@opentelemetry/otlp-transformer';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { TracerProvider, type ReadableSpan } from '@opentelemetry/sdk-trace';

const TRACES = 32;
const SPANS_PER_TRACE = 16;
export const SPANS: number = TRACES * SPANS_PER_TRACE;
/** One trace of the 32 has failed. */
const FAILED = 0;

/** Bytes of the id that tell requests apart: the first ones. */
const COUNTER_BYTES = 4;

/** A request, and what makes another one of it. */
export class Requests {
  readonly #body: Buffer;
  /** Where the ids of its traces stand. */
  readonly #ids: readonly number[];
  #made = 0;

  constructor() {
    const spans = Array.from({ length: TRACES }, (_, nth) => run(nth)).flat();
    const bytes = ProtobufTraceSerializer.serializeRequest(spans);
    this.#body = Buffer.from(bytes ?? []);
    const traceIds = new Set(spans.map((span) => span.spanContext().traceId));
    this.#ids = [...traceIds].flatMap((id) => placesOf(id, this.#body));
  }

  get bytes(): number {
    return this.#body.length;
  }

  next(): Buffer {
    const body = Buffer.from(this.#body);
    this.#made += 1;
    for (const at of this.#ids) body.writeUInt32BE(this.#made, at);
    return body;
  }
}

function placesOf(traceId: string, body: Buffer): readonly number[] {
  const id = Buffer.from(traceId, 'hex');
  const places: number[] = [];
  for (
    let at = body.indexOf(id);
    at >= 0;
    at = body.indexOf(id, at + COUNTER_BYTES)
  ) {
    places.push(at);
  }
  return places;
}

const resource = resourceFromAttributes({
  'service.name': 'orders',
  'service.version': '1.2.3',
  'host.name': 'laptop',
});
const tracer = new TracerProvider({ resource }).getTracer('everspan', '0.1.0');

/** A workflow and its tasks; the last one may fail, with its stack. */
function run(nth: number): ReadableSpan[] {
  const attributes = {
    'everspan.workflow.name': 'place order',
    'everspan.correlation.id': `order-${nth}`,
  };
  const root = tracer.startSpan('place order', {
    attributes: { ...attributes, 'everspan.kind': 'workflow' },
  });
  const below = trace.setSpan(context.active(), root);
  const tasks = Array.from({ length: SPANS_PER_TRACE - 1 }, (_, task) =>
    tracer.startSpan(
      `task ${task}`,
      {
        attributes: {
          ...attributes,
          'everspan.kind': 'task',
          'everspan.path': `place order/task ${task}`,
          'code.function.name': 'Orders.task',
        },
      },
      below,
    ),
  );
  for (const task of tasks) task.end();
  if (nth === FAILED) {
    root.recordException(new Error('bad credentials'));
    root.setStatus({ code: SpanStatusCode.ERROR });
  }
  root.end();
  return [...tasks, root].map((span) => span as unknown as ReadableSpan);
}
