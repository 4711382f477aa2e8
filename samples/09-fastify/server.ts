/** The program: routes, their handlers, and tracing before both. */
import { init } from 'everspan';
import fastify from 'fastify';
import { Orders } from './orders';

init({ serviceName: 'shop' });

/** Fastify refuses what does not fit before a handler is called. */
const schema = {
  params: {
    type: 'object',
    properties: { id: { type: 'string', pattern: '^o-\\d+$' } },
  },
};

async function main(): Promise<void> {
  const app = fastify();
  const orders = new Orders();
  // Fastify calls a handler with the server as its `this`: bound, it is ours.
  app.post('/orders/:id', { schema }, orders.place.bind(orders));
  app.get('/orders/:id/events', { schema }, orders.events.bind(orders));
  app.setErrorHandler((error: Error, _request, reply) =>
    reply
      .code('validation' in error ? 400 : 502)
      .send({ message: error.message }),
  );
  console.log(`listens on ${await app.listen({ host: '127.0.0.1', port: 0 })}`);
}

void main();
