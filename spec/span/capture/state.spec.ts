import { expect } from 'chai';
import { SpanStatusCode } from '@opentelemetry/api';
import { task } from '../../../lib';
import { warningCount } from '../../../lib/internal/diag';
import { useRecorder } from '../../support/recorder';

describe('the option state', () => {
  const recorder = useRecorder();

  const changes = (): unknown => {
    const { attributes } = recorder.take('step');
    return [
      attributes['everspan.state.before'],
      attributes['everspan.state.after'],
    ];
  };
  /** What is recorded when a call makes `after` of `before`. */
  const change = (before: object, after: object, capture = {}): unknown => {
    let now = before;
    task.wrap(
      {
        name: 'step',
        state: () => now,
        capture: { input: false, output: false, ...capture },
      },
      () => {
        now = after;
      },
    )();
    return changes();
  };

  it('records the keys whose values changed', () => {
    const before = { balance: 10, owner: 'A', lines: [1] };
    expect(
      change(before, { ...before, balance: 7, lines: [1, 2] }),
    ).to.deep.equal([
      '{"balance":10,"lines":[1]}',
      '{"balance":7,"lines":[1,2]}',
    ]);
  });

  it('sees a change within the same object', () => {
    const cart = { lines: [1] };
    task.wrap({ name: 'step', state: () => cart }, () => cart.lines.push(2))();
    expect(changes()).to.deep.equal(['{"lines":[1]}', '{"lines":[1,2]}']);
  });

  it('shows what came and what went', () => {
    expect(change({ a: 1 }, { b: 2 })).to.deep.equal(['{"a":1}', '{"b":2}']);
    expect(change({}, { ['__proto__']: 1 })).to.deep.equal([
      '{}',
      '{"__proto__":1}',
    ]);
    expect(change({ a: undefined }, { a: null })).to.deep.equal([
      '{}',
      '{"a":null}',
    ]);
  });

  it('records nothing where nothing changed', () => {
    expect(change({ a: { b: 1 } }, { a: { b: 1 } })).to.deep.equal([
      undefined,
      undefined,
    ]);
  });

  it('is read on the method’s own object', () => {
    class Account {
      balance = 10;

      @task({
        state(this: Account) {
          return { balance: this.balance };
        },
      })
      withdraw(amount: number): void {
        this.balance -= amount;
      }
    }
    new Account().withdraw(3);
    const { attributes } = recorder.take('withdraw');
    expect(attributes['everspan.state.after']).to.equal('{"balance":7}');
  });

  it('is read after a failure too', async () => {
    let tries = 0;
    const step = task.wrap(
      { name: 'step', state: () => ({ tries }) },
      async () => {
        tries++;
        throw new Error('busy');
      },
    );
    await step().catch(() => undefined);
    const span = recorder.take('step');
    expect(span.status.code).to.equal(SpanStatusCode.ERROR);
    expect(span.attributes).to.include({
      'everspan.state.before': '{"tries":0}',
      'everspan.state.after': '{"tries":1}',
    });
  });

  it('hides secrets, whose changes do not count', () => {
    expect(
      change({ password: 'a', n: 1 }, { password: 'b', n: 2 }),
    ).to.deep.equal(['{"n":1}', '{"n":2}']);
    expect(change({}, { password: 'b' })).to.deep.equal([
      '{}',
      '{"password":"[redacted]"}',
    ]);
  });

  it('keeps within its bytes and its depth', () => {
    const large = (fill: string): object => ({
      a: fill.repeat(5000),
      b: fill.repeat(5000),
      c: [[fill]],
    });
    const [before, after] = change(large('x'), large('y'), {
      maxBytes: 256,
      maxDepth: 1,
    }) as [string, string];
    for (const text of [before, after]) {
      expect(Buffer.byteLength(text)).to.be.at.most(256);
      expect(JSON.parse(text)).to.have.all.keys('a', '…');
    }
    expect(change({ a: [[1]] }, { a: [] }, { maxDepth: 1 })).to.deep.equal([
      '{"a":["…[Array(1)]"]}',
      '{"a":[]}',
    ]);
  });

  it('looks at sixty-four keys', () => {
    const wide = (value: number): object =>
      Object.fromEntries(
        Array.from({ length: 70 }, (_, n) => [
          `k${String(n)}`,
          n < 63 ? 0 : value,
        ]),
      );
    expect(change(wide(1), wide(2))).to.deep.equal(['{"k63":1}', '{"k63":2}']);
  });

  const unusable: readonly (readonly [string, () => unknown])[] = [
    [
      'throws',
      () => {
        throw new Error('no state');
      },
    ],
    ['answers no object', () => 1],
    ['answers a list', () => [1]],
    ['answers a promise', () => Promise.reject(new Error('later'))],
    ['answers a Proxy', () => new Proxy({}, {})],
  ];
  for (const [what, state] of unusable) {
    it(`is told of once where it ${what}, and the call goes on`, () => {
      const step = task.wrap(
        { name: 'step', state: state as () => object },
        () => 1,
      );
      expect(step()).to.equal(1);
      expect(changes()).to.deep.equal([undefined, undefined]);
      expect(warningCount('WARN_EVERSPAN_USER_CODE')).to.equal(1);
    });
  }

  it('may answer nothing', () => {
    task.wrap({ name: 'step', state: () => undefined }, () => 1)();
    expect(changes()).to.deep.equal([undefined, undefined]);
    expect(warningCount('WARN_EVERSPAN_USER_CODE')).to.equal(0);
  });

  it('calls no getter of what it answers', () => {
    const state = {
      get a(): number {
        throw new Error('called');
      },
      b: 1,
    };
    task.wrap({ name: 'step', state: () => state }, () => {
      state.b = 2;
    })();
    expect(changes()).to.deep.equal(['{"b":1}', '{"b":2}']);
  });
});
