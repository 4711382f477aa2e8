import { expect } from 'chai';
import { task } from '../../../lib';
import { useRecorder } from '../../support/recorder';

class Shop {
  protected readonly rate: number = 2;

  @task
  price(count: number): number {
    return count * this.rate;
  }

  @task
  static open(): string {
    return this.name;
  }
}

class Market extends Shop {
  protected override readonly rate = 3;

  @task('market price')
  override price(count: number): number {
    return super.price(count) + 1;
  }
}

describe('an inherited annotation', () => {
  const recorder = useRecorder();

  it('runs beside the one that overrides it', () => {
    expect(new Market().price(2)).to.equal(7);
    const outer = recorder.take('market price');
    const inner = recorder.take('price');
    expect(inner.parentSpanContext?.spanId).to.equal(
      outer.spanContext().spanId,
    );
    expect(inner.attributes['code.function.name']).to.equal('Shop.price');
    expect(outer.attributes['code.function.name']).to.equal('Market.price');
  });

  it('is static for the subclass too', () => {
    expect(Market.open()).to.equal('Market');
    const { attributes } = recorder.take('open');
    expect(attributes['code.function.name']).to.equal('Shop.open');
  });

  it('works without its this', () => {
    const { open } = Shop;
    expect(() => Reflect.apply(open, undefined, [])).to.throw(TypeError);
    recorder.take('open');
  });
});
