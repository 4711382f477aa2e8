/** The third service: rows, one of which is locked. */
import type { IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { SpanKind } from '@opentelemetry/api';
import { init, span, task } from 'everspan';
import { listen } from './service';

init({ serviceName: 'database' });

const ROWS = new Map([
  ['ada', { name: 'Ada Lovelace', isLocked: false }],
  ['bob', { name: 'Robert Noyce', isLocked: true }],
]);

class Database {
  @span({
    name: 'GET /rows/{user}',
    spanKind: SpanKind.SERVER,
    message: (request: IncomingMessage) => request,
  })
  answer({ url = '' }: IncomingMessage): Promise<object> {
    return this.select(url.split('/').pop() ?? '');
  }

  @task({ name: 'SELECT users', spanKind: SpanKind.CLIENT })
  async select(user: string): Promise<object> {
    await wait(5);
    const row = ROWS.get(user);
    if (row?.isLocked) throw new Error('the row is locked');
    return { name: row?.name };
  }
}

const database = new Database();
listen((request) => database.answer(request));
