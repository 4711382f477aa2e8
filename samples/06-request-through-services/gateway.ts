/** The first service: what the browser talks to. */
import type { IncomingMessage } from 'node:http';
import { SpanKind } from '@opentelemetry/api';
import { init, workflow } from 'everspan';
import { ask, listen } from './service';

init({ serviceName: 'gateway' });

const USERS = process.env['USERS_URL'] ?? '';

class Gateway {
  // The browser is none of ours: its headers begin no trace of ours.
  @workflow({
    name: 'GET /profile/{user}',
    spanKind: SpanKind.SERVER,
    message: (request: IncomingMessage) => request,
    continuation: 'none',
    correlationId: ({ url }: IncomingMessage) => url?.split('/').pop(),
  })
  profile({ url = '' }: IncomingMessage): Promise<object> {
    return ask(`${USERS}/users/${url.split('/').pop() ?? ''}`);
  }
}

const gateway = new Gateway();
listen((request) => gateway.profile(request));
