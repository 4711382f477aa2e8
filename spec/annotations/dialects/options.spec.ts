import { SpanKind } from '@opentelemetry/api';
import { expect } from 'chai';
import { task, workflow } from '../../../lib';
import { warningCount } from '../../../lib/internal/diag';
import { useRecorder } from '../../support/recorder';

interface Order {
  readonly id: string;
  readonly placedAt: number;
}

const broken = (): never => {
  throw new Error('in an option');
};

class Orders {
  readonly region = 'eu';

  @workflow({
    correlationId: (order: Order) => order.id,
    startTime: (order: Order) => order.placedAt,
    spanKind: SpanKind.CONSUMER,
    attributes(this: Orders, order: Order) {
      return { region: this.region, 'order.id': order.id };
    },
  })
  place(order: Order): string {
    return order.id;
  }

  @task({ attributes: { tier: 'gold', 'everspan.kind': 'mine' } })
  literal(): void {}

  @task({ attributes: broken, correlationId: broken, startTime: broken })
  broken(): number {
    return 7;
  }

  @task({
    attributes: (() => 'text') as never,
    correlationId: (() => 7) as never,
    startTime: () => NaN,
  })
  useless(): number {
    return 7;
  }

  @task({ attributes: (() => Promise.reject(new Error('x'))) as never })
  promising(): number {
    return 7;
  }

  @task({ correlationId: () => 'x'.repeat(300) })
  longId(): void {}

  @task({ correlationId: () => '' })
  noId(): void {}
}

describe('the options of an annotation', () => {
  const recorder = useRecorder();
  const orders = new Orders();

  it('are functions of the call', () => {
    orders.place({ id: 'o-1', placedAt: Date.UTC(2026) });
    const span = recorder.take('place');
    expect(span.startTime).to.deep.equal([Date.UTC(2026) / 1_000, 0]);
    expect(span.kind).to.equal(SpanKind.CONSUMER);
    expect(span.attributes).to.deep.equal({
      'everspan.kind': 'workflow',
      'everspan.workflow.name': 'place',
      'everspan.path': 'place',
      'everspan.correlation.id': 'o-1',
      'code.function.name': 'Orders.place',
      region: 'eu',
      'order.id': 'o-1',
    });
  });

  it('never replace what everspan says itself', () => {
    orders.literal();
    expect(recorder.take('literal').attributes).to.include({
      tier: 'gold',
      'everspan.kind': 'task',
    });
  });

  it('may throw, which is counted and changes nothing', () => {
    expect(orders.broken()).to.equal(7);
    expect(recorder.take('broken').attributes).to.deep.equal({
      'everspan.kind': 'task',
      'code.function.name': 'Orders.broken',
    });
    expect(warningCount('WARN_EVERSPAN_USER_CODE')).to.equal(3);
  });

  it('may answer garbage, which is counted and changes nothing', () => {
    expect(orders.useless()).to.equal(7);
    expect(recorder.take('useless').attributes).to.deep.equal({
      'everspan.kind': 'task',
      'code.function.name': 'Orders.useless',
    });
    expect(warningCount('WARN_EVERSPAN_USER_CODE')).to.equal(3);
  });

  it('may answer with a promise, whose rejection is nobody’s', async () => {
    expect(orders.promising()).to.equal(7);
    await new Promise((resolve) => setImmediate(resolve));
    recorder.take('promising');
    expect(warningCount('WARN_EVERSPAN_USER_CODE')).to.equal(1);
  });

  it('cut a correlation id that is too long', () => {
    orders.longId();
    const id = recorder.take('longId').attributes['everspan.correlation.id'];
    expect(id).to.equal('x'.repeat(256));
    expect(warningCount('WARN_EVERSPAN_USER_CODE')).to.equal(1);
  });

  it('keep the correlation id of the caller when they have none', () => {
    workflow.run({ name: 'place', correlationId: 'o-1' }, () => {
      orders.noId();
    });
    for (const { attributes } of recorder.takeAll()) {
      expect(attributes['everspan.correlation.id']).to.equal('o-1');
    }
    expect(warningCount('WARN_EVERSPAN_USER_CODE')).to.equal(0);
  });
});
