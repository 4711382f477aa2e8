/**
 * What Lambda runs a handler by, in short: it asks for an event, calls the handler,
 * posts what comes of it, and asks again.
 */
import { request } from 'node:http';
import { PassThrough, type Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { STREAMING } from './awslambda';
import * as deployed from './handlers';

type Handler = (...args: readonly unknown[]) => Promise<unknown>;

const HANDLERS = deployed as unknown as Readonly<Record<string, Handler>>;
const API = `http://${process.env['AWS_LAMBDA_RUNTIME_API'] ?? ''}/2018-06-01/runtime/invocation`;

/** A real one has a request id for each event, and much more. */
const CONTEXT = { awsRequestId: 'r-1' };

function call(path: string, body?: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    const method = body ? 'POST' : 'GET';
    const asking = request(`${API}${path}`, { method }, (answer) => {
      resolve(text(answer));
    });
    asking.on('error', reject);
    if (body) body.pipe(asking);
    else asking.end();
  });
}

async function post(path: string, answer: unknown): Promise<void> {
  const body = new PassThrough();
  body.end(JSON.stringify(answer));
  await call(path, body);
}

async function stream(handler: Handler, event: unknown): Promise<void> {
  const body = new PassThrough();
  const posted = call('/r-1/response', body);
  await handler(event, body, CONTEXT);
  await posted;
}

async function invoke(handler: Handler, event: unknown): Promise<void> {
  if (STREAMING in handler) return stream(handler, event);
  try {
    await post('/r-1/response', await handler(event, CONTEXT));
  } catch (error) {
    const { name: errorType, message: errorMessage } = error as Error;
    await post('/r-1/error', { errorType, errorMessage });
  }
}

async function main([name = '']: readonly string[]): Promise<void> {
  const handler = HANDLERS[name];
  if (!handler) throw new Error(`no handler ${name}`);
  console.log(`${name} takes ${String(handler.length)} parameters`);
  for (;;) {
    await invoke(handler, JSON.parse(await call('/next')) as unknown);
  }
}

void main(process.argv.slice(2));
