import { expect } from 'chai';
import { annotationsOf, task, tool, workflow } from '../../../lib';

const secret = Symbol('secret');

class Shop {
  @workflow
  open(): void {}

  @task({ name: 'price of an order', version: 2 })
  price(): number {
    return 1;
  }

  @task
  close(): void {}

  @task
  static stock(): void {}

  static plain(): void {}
}

class Market extends Shop {
  @task('market price')
  override price(): number {
    return super.price();
  }

  override close(): void {}

  @task
  @tool('search the market')
  search(): void {}

  @task
  [secret](): void {}

  @workflow('restock')
  static override stock(): void {}

  get total(): number {
    throw new Error('a getter is never read');
  }
}

/** Kind, name, key, declaring class. */
function told(of: Parameters<typeof annotationsOf>[0]) {
  return annotationsOf(of).map((each) => [
    `${each.isStatic ? 'static ' : ''}${each.kind}`,
    each.name,
    each.key,
    each.declaredBy,
  ]);
}

describe('annotationsOf', () => {
  it('tells what a class declares', () => {
    expect(told(Shop)).to.deep.equal([
      ['workflow', 'open', 'open', Shop],
      ['task', 'price of an order', 'price', Shop],
      ['task', 'close', 'close', Shop],
      ['static task', 'stock', 'stock', Shop],
    ]);
  });

  it('tells own ones first, and what an override declares', () => {
    expect(told(Market)).to.deep.equal([
      ['task', 'market price', 'price', Market],
      ['task', 'search', 'search', Market],
      ['tool', 'search the market', 'search', Market],
      ['task', 'secret', secret, Market],
      ['workflow', 'open', 'open', Shop],
      ['static workflow', 'restock', 'stock', Market],
    ]);
  });

  it('knows nothing of a class without annotations', () => {
    class Plain {
      method(): void {}
    }
    expect(annotationsOf(Plain)).to.deep.equal([]);
  });

  it('takes an abstract class', () => {
    abstract class Base {
      @task
      run(): void {}
      abstract stop(): void;
    }
    expect(told(Base)).to.deep.equal([['task', 'run', 'run', Base]]);
  });

  it('finds a method that was put into a class by hand', () => {
    class Empty {}
    Object.assign(Empty.prototype, { rate: Market.prototype.price });
    expect(told(Empty)).to.deep.equal([
      ['task', 'market price', 'rate', Empty],
    ]);
  });

  it('does not see what another decorator has covered', () => {
    class Covered {
      @task
      run(): void {}
    }
    const { run } = Covered.prototype;
    Covered.prototype.run = () => run();
    expect(annotationsOf(Covered)).to.deep.equal([]);
  });

  it('needs no instance, and calls no getter', () => {
    expect(() => annotationsOf(Market)).not.to.throw();
  });

  const noClasses: readonly (readonly [unknown, string])[] = [
    [undefined, 'got undefined'],
    ['Market', 'got "Market"'],
    [new Market(), 'got an instance of Market'],
    [() => 1, 'got function'],
  ];
  for (const [given, message] of noClasses) {
    it(`refuses what is no class: ${message}`, () => {
      expect(() => annotationsOf(given as never))
        .to.throw(TypeError, message)
        .with.property('code', 'ERR_EVERSPAN_NOT_A_CLASS');
    });
  }
});
