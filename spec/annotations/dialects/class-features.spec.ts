import { expect } from 'chai';
import { task, workflow } from '../../../lib';
import { useRecorder } from '../../support/recorder';
import Nameless from './nameless';

abstract class Report<Row> {
  protected abstract rows(): Row[];

  @task
  count(): number {
    return this.rows().length;
  }

  @task
  first<Key extends keyof Row>(key: Key): Row[Key] | undefined {
    return this.rows()[0]?.[key];
  }
}

class Sales extends Report<{ readonly total: number }> {
  @task
  protected override rows(): { readonly total: number }[] {
    return [{ total: 7 }];
  }
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- of any mixin
type AnyClass = new (...args: any[]) => object;

function audited<Base extends AnyClass>(base: Base) {
  class Audited extends base {
    readonly entries: string[] = [];

    @task
    audit(entry: string): number {
      return this.entries.push(entry);
    }
  }
  return Audited;
}

const computed = ['pay', 'ment'].join('') as 'payment';

class Orders {
  readonly total: number = 7;

  @task
  [computed](): number {
    return this.total;
  }

  @task
  'with spaces'(): number {
    return this.total;
  }

  @task
  42(): number {
    return this.total;
  }

  @task
  *parts(): Generator<number, string> {
    yield this.total;
    return 'done';
  }

  @task
  async *pages(): AsyncGenerator<number> {
    yield await Promise.resolve(this.total);
  }

  @workflow
  async place(ms: number): Promise<string> {
    await new Promise((resolve) => setTimeout(resolve, ms));
    return `${this.total}`;
  }
}

class Rush extends Orders {
  override readonly total = 9;

  @workflow('rush')
  override async place(ms: number): Promise<string> {
    return `rush ${await super.place(ms)}`;
  }
}

describe('an annotation in a class', () => {
  const recorder = useRecorder();

  const functionOf = (name: string): unknown =>
    recorder.take(name).attributes['code.function.name'];

  it('may be in an abstract one, and on what implements it', () => {
    expect(new Sales().count()).to.equal(1);
    expect(functionOf('rows')).to.equal('Sales.rows');
    expect(functionOf('count')).to.equal('Report.count');
  });

  it('may be on a generic method', () => {
    const total: number | undefined = new Sales().first('total');
    expect(total).to.equal(7);
    recorder.take('rows');
    recorder.take('first');
  });

  it('may be in a mixin, each with entries of its own', () => {
    class Plain {}
    const first = new (audited(Orders))();
    const second = new (audited(Plain))();
    first.audit('a');
    expect([first.audit('b'), second.audit('c')]).to.deep.equal([2, 1]);
    const spans = recorder.takeAll();
    expect(spans).to.have.lengthOf(3);
    for (const { attributes } of spans) {
      expect(attributes['code.function.name']).to.equal('Audited.audit');
    }
  });

  for (const name of ['payment', 'with spaces', '42'] as const) {
    it(`may be on a method called ${name}`, () => {
      expect(new Orders()[name as '42']()).to.equal(7);
      expect(functionOf(name)).to.equal(`Orders.${name}`);
    });
  }

  it('may be in a class without a name', () => {
    expect(new Nameless().run() + Nameless.open()).to.equal(8);
    // TypeScript makes up a name for a default export, or none.
    expect(functionOf('run')).to.match(/^(default_1\.)?run$/);
    expect(functionOf('open')).to.match(/^(default_1\.)?open$/);
  });

  it('survives that the prototype is frozen', () => {
    class Frozen {
      @task
      run(): number {
        return 1;
      }
    }
    Object.freeze(Frozen.prototype);
    expect(Object.freeze(new Frozen()).run()).to.equal(1);
    expect(functionOf('run')).to.equal('Frozen.run');
  });

  it('may be on a generator, and on an asynchronous one', async () => {
    const orders = new Orders();
    expect([...orders.parts()]).to.deep.equal([7]);
    for await (const page of orders.pages()) expect(page).to.equal(7);
    recorder.take('parts');
    recorder.take('pages');
  });

  it('works for an object that borrows the method', () => {
    const borrower = { total: 3, payment: Orders.prototype.payment };
    expect(borrower.payment()).to.equal(3);
    expect(Reflect.apply(borrower.payment, { total: 4 }, [])).to.equal(4);
    expect(recorder.takeAll()).to.have.lengthOf(2);
  });

  it('keeps calls of super apart that run at the same time', async () => {
    const results = await Promise.all(
      [3, 1, 2].map((ms) => new Rush().place(ms)),
    );
    expect(results).to.deep.equal(['rush 9', 'rush 9', 'rush 9']);
    const spans = recorder.takeAll();
    const outer = spans.filter(({ name }) => name === 'rush');
    const inner = spans.filter(({ name }) => name === 'place');
    expect([outer.length, inner.length]).to.deep.equal([3, 3]);
    const idOf = new Map(
      outer.map((span) => [span.spanContext().traceId, span.spanContext()]),
    );
    expect(idOf.size).to.equal(3);
    for (const { parentSpanContext: parent } of inner) {
      expect(idOf.get(parent!.traceId)?.spanId).to.equal(parent!.spanId);
    }
  });
});
