import 'reflect-metadata';
import { SpanStatusCode } from '@opentelemetry/api';
import { expect } from 'chai';
import { task, tool } from '../../../lib';
import { useRecorder } from '../../support/recorder';

type Fn = (...args: never[]) => unknown;
type AnyDecorator = (...args: unknown[]) => never;

/** Writes on the function it finds, as frameworks do; in both dialects. */
function route(path: string) {
  return (
    target: unknown,
    _key: unknown,
    property?: PropertyDescriptor,
  ): void => {
    const fn = (property?.value ?? target) as Fn;
    Reflect.defineMetadata('route', path, fn);
    Object.assign(fn, { path });
  };
}

/** Replaces the function it finds; in both dialects. */
function doubled(
  target: unknown,
  _key: unknown,
  property?: PropertyDescriptor,
) {
  const fn = (property?.value ?? target) as (...args: unknown[]) => number;
  const value = function (this: unknown, ...args: unknown[]): number {
    return 2 * fn.apply(this, args);
  };
  return property ? { ...property, value } : value;
}

/** Calls the function it finds again when it throws; in both dialects. */
function retried(
  target: unknown,
  _key: unknown,
  property?: PropertyDescriptor,
) {
  const fn = (property?.value ?? target) as (...args: unknown[]) => number;
  const value = function (this: unknown, ...args: unknown[]): number {
    try {
      return fn.apply(this, args);
    } catch {
      return fn.apply(this, args);
    }
  };
  return property ? { ...property, value } : value;
}

class Flaky {
  #tries = 0;

  @(retried as AnyDecorator)
  @task
  eachTry(): number {
    return this.#try();
  }

  @task
  @(retried as AnyDecorator)
  allTries(): number {
    return this.#try();
  }

  #try(): number {
    if (++this.#tries === 1) throw new Error('busy');
    return this.#tries;
  }
}

class Orders {
  readonly total = 7;

  @task
  @route('/below')
  below(): number {
    return this.total;
  }

  @route('/above')
  @task
  above(): number {
    return this.total;
  }

  @(doubled as AnyDecorator)
  @task
  @(doubled as AnyDecorator)
  between(): number {
    return this.total;
  }

  @task
  @tool('inner')
  twice(): number {
    return this.total;
  }
}

describe('an annotation among other decorators', () => {
  const recorder = useRecorder();
  const orders = new Orders();

  for (const place of ['below', 'above'] as const) {
    it(`keeps what one ${place} it wrote`, () => {
      const method = orders[place];
      expect(Reflect.getMetadata('route', method)).to.equal(`/${place}`);
      expect(method).to.have.property('path', `/${place}`);
      expect(orders[place]()).to.equal(7);
      recorder.take(place);
    });
  }

  it('may be above one that replaces, and below one', () => {
    expect(orders.between()).to.equal(28);
    const { attributes } = recorder.take('between');
    expect(attributes['code.function.name']).to.equal('Orders.between');
  });

  it('is a span for each try below one that tries again', () => {
    expect(new Flaky().eachTry()).to.equal(2);
    const codes = recorder.takeAll().map(({ status }) => status.code);
    expect(codes).to.deep.equal([SpanStatusCode.ERROR, SpanStatusCode.UNSET]);
  });

  it('is one span for all tries above it', () => {
    expect(new Flaky().allTries()).to.equal(2);
    const { status } = recorder.take('allTries');
    expect(status.code).to.equal(SpanStatusCode.UNSET);
  });

  it('may be above another annotation', () => {
    expect(orders.twice()).to.equal(7);
    const { spanId } = recorder.take('twice').spanContext();
    expect(recorder.take('inner').parentSpanContext?.spanId).to.equal(spanId);
  });
});
