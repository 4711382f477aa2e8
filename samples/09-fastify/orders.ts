/** Handlers: a request is a message, and its parameters name the run. */
import { SpanKind } from '@opentelemetry/api';
import { task, workflow } from 'everspan';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';

type OrderRequest = FastifyRequest<{ Params: { id: string } }>;

const correlationId = ({ params }: OrderRequest): string => params.id;
const message = ({ headers }: OrderRequest): object => headers;

export class Orders {
  @workflow({
    name: 'POST /orders/{id}',
    spanKind: SpanKind.SERVER,
    message,
    correlationId,
  })
  async place({ params }: OrderRequest, reply: FastifyReply): Promise<object> {
    await this.charge(params.id);
    reply.code(202);
    return { id: params.id };
  }

  @task
  async charge(id: string): Promise<void> {
    await Promise.resolve();
    if (id === 'o-9') throw new Error('bad credentials');
  }

  /** The span lasts as long as the stream that is sent. */
  @workflow({
    name: 'GET /orders/{id}/events',
    spanKind: SpanKind.SERVER,
    message,
    correlationId,
  })
  events(_request: OrderRequest, reply: FastifyReply): Readable {
    reply.type('text/plain');
    return Readable.from(this.lines());
  }

  @task
  async *lines(): AsyncGenerator<string> {
    for (const event of ['placed', 'charged', 'shipped']) {
      await new Promise(setImmediate);
      yield `${event} `;
    }
  }
}
