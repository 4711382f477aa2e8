/** The function as it is deployed: two handlers, and tracing before both. */
import { init, task, workflow } from 'everspan';
import type { Writable } from 'node:stream';
import { beforeFreeze } from './before-freeze';

declare const awslambda: {
  streamifyResponse<Handler>(handler: Handler): Handler;
};

interface OrderEvent {
  readonly order: string;
}

interface LambdaContext {
  readonly awsRequestId: string;
}

init({ serviceName: 'orders' });

const correlationId = ({ order }: OrderEvent): string => order;

class Orders {
  @workflow({ name: 'place order', correlationId })
  async place(
    { order }: OrderEvent,
    { awsRequestId }: LambdaContext,
  ): Promise<object> {
    return { payment: await this.charge(order), request: awsRequestId };
  }

  @task
  async charge(order: string): Promise<string> {
    await Promise.resolve();
    if (order === 'o-9') throw new Error('bad credentials');
    return `p-${order}`;
  }

  @workflow({ name: 'report order', correlationId })
  async report(
    { order }: OrderEvent,
    response: Writable,
    { awsRequestId }: LambdaContext,
  ): Promise<void> {
    response.write(`${order} in ${awsRequestId}:`);
    for await (const line of this.lines()) response.write(line);
    response.end();
  }

  @task
  async *lines(): AsyncGenerator<string> {
    for (const line of [' placed,', ' charged,', ' shipped']) {
      await new Promise(setImmediate);
      yield line;
    }
  }
}

const orders = new Orders();

export const place = beforeFreeze((event: OrderEvent, context: LambdaContext) =>
  orders.place(event, context),
);

export const report = awslambda.streamifyResponse(
  beforeFreeze(
    (event: OrderEvent, response: Writable, context: LambdaContext) =>
      orders.report(event, response, context),
  ),
);
