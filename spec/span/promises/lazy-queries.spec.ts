import { SpanStatusCode } from '@opentelemetry/api';
import { expect } from 'chai';
import knex, { type Knex } from 'knex';
import { task } from '../../../lib';
import { useRecorder } from '../../support/recorder';

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** By name, and not where knip would look for the driver of it. */
const DIALECT = 'pg';

/** knex without a driver: what it would send is counted, and answered. */
function createDatabase(): { db: Knex; sent: string[] } {
  const sent: string[] = [];
  const db = knex({ client: DIALECT, pool: { min: 0, max: 1 } });
  Object.assign(db.client as object, {
    acquireConnection: () => Promise.resolve({}),
    releaseConnection: () => Promise.resolve(),
    _query: (
      _connection: unknown,
      query: { sql: string; response: object },
    ) => {
      sent.push(query.sql);
      if (query.sql.includes('nowhere')) {
        return Promise.reject(new Error('no such table'));
      }
      query.response = { command: 'SELECT', rows: [{ id: 1 }] };
      return Promise.resolve(query);
    },
  });
  return { db, sent };
}

describe('a query of knex', () => {
  const recorder = useRecorder();

  it('is not sent by the annotation, and can be built on', async () => {
    const { db, sent } = createDatabase();
    const query = task.run('call', () => db('orders').where('id', 1));
    await turn();
    expect(sent).to.deep.equal([]);
    expect(query.andWhere('paid', true).toSQL().sql).to.contain('"paid"');
    expect(await query).to.deep.equal([{ id: 1 }]);
    expect(sent).to.have.length(1);
    expect(recorder.take('call').status.code).to.equal(SpanStatusCode.UNSET);
  });

  it('may be awaited again, and is sent again', async () => {
    const { db, sent } = createDatabase();
    const query = task.run('call', () => db('orders'));
    await query;
    await query;
    expect(sent).to.have.length(2);
    recorder.take('call');
  });

  it('fails the span when it fails', async () => {
    const { db } = createDatabase();
    const query = task.run('call', () => db('nowhere'));
    const caught = await query.catch((error: unknown) => error);
    expect(caught).to.be.instanceOf(Error);
    expect(recorder.take('call').status.code).to.equal(SpanStatusCode.ERROR);
  });
});

/** Like a query of Prisma: no promise, but one as soon as it is asked. */
class LazyPromise<T> implements PromiseLike<T> {
  readonly [Symbol.toStringTag] = 'PrismaPromise';
  readonly #send: () => Promise<T>;
  #sent: Promise<T> | undefined;

  constructor(send: () => Promise<T>) {
    this.#send = send;
  }

  then<A, B>(
    onFulfilled?: ((value: T) => A | PromiseLike<A>) | null,
    onRejected?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.#sent ??= this.#send();
    return this.#sent.then<A, B>(onFulfilled, onRejected);
  }

  /** What a transaction calls instead of `then`. */
  requestTransaction(): Promise<T> {
    return (this.#sent ??= this.#send());
  }
}

describe('a lazy promise like those of Prisma', () => {
  const recorder = useRecorder();

  it('is not triggered by the annotation', async () => {
    let sent = 0;
    const query = task.run(
      'call',
      () => new LazyPromise(() => Promise.resolve(++sent)),
    );
    await turn();
    expect(sent).to.equal(0);
    expect(await query).to.equal(1);
    expect(await query).to.equal(1);
    recorder.take('call');
  });

  it('may be handed to a transaction', async () => {
    let sent = 0;
    const query = task.run(
      'call',
      () => new LazyPromise(() => Promise.resolve(++sent)),
    );
    expect(await query.requestTransaction()).to.equal(1);
    expect(recorder.size).to.equal(0);
    recorder.reset();
  });
});
