import 'reflect-metadata';
import { expect } from 'chai';
import { container, inject, injectable, singleton } from 'tsyringe';
import { task, workflow } from '../../lib';
import { useRecorder } from '../support/recorder';

@singleton()
class Bank {
  readonly charged: string[] = [];

  @task
  charge(id: string): number {
    return this.charged.push(id);
  }
}

@injectable()
class Orders {
  readonly #bank: Bank;
  readonly #currency: string;

  constructor(bank: Bank, @inject('currency') currency: string) {
    this.#bank = bank;
    this.#currency = currency;
  }

  @workflow
  async place(id: string): Promise<string> {
    await Promise.resolve();
    return `${String(this.#bank.charge(id))} ${this.#currency}`;
  }
}

@injectable()
class RushOrders extends Orders {
  @workflow('rush')
  override async place(id: string): Promise<string> {
    return `rush ${await super.place(id)}`;
  }
}

describe('classes that tsyringe makes', () => {
  const recorder = useRecorder();

  before(() => container.register('currency', { useValue: 'EUR' }));
  after(() => container.reset());

  it('are given what they need, and are annotated', async () => {
    expect(await container.resolve(Orders).place('A-1')).to.equal('1 EUR');
    const { spanId } = recorder.take('place').spanContext();
    expect(recorder.take('charge').parentSpanContext?.spanId).to.equal(spanId);
  });

  it('may extend each other', async () => {
    expect(await container.resolve(RushOrders).place('A-2')).to.equal(
      'rush 2 EUR',
    );
    expect(recorder.takeAll().map(({ name }) => name)).to.deep.equal([
      'charge',
      'place',
      'rush',
    ]);
  });

  it('may be one object for all', () => {
    expect(container.resolve(Bank).charged).to.deep.equal(['A-1', 'A-2']);
  });
});
