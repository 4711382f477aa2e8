/** The second service: it knows users, and asks the database. */
import type { IncomingMessage } from 'node:http';
import { SpanKind } from '@opentelemetry/api';
import { init, span, task } from 'everspan';
import { ask, listen } from './service';

init({ serviceName: 'users' });

const DATABASE = process.env['DATABASE_URL'] ?? '';

class Users {
  // `message` alone makes it go on in the caller's trace.
  @span({
    name: 'GET /users/{user}',
    spanKind: SpanKind.SERVER,
    message: (request: IncomingMessage) => request,
  })
  async find({ url = '' }: IncomingMessage): Promise<object> {
    const user = this.checkName(url.split('/').pop() ?? '');
    return ask(`${DATABASE}/rows/${user}`);
  }

  @task
  checkName(user: string): string {
    return encodeURIComponent(user);
  }
}

const users = new Users();
listen((request) => users.find(request));
