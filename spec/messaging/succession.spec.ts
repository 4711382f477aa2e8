import { expect } from 'chai';
import { associate } from '../../lib';
import { consumer } from '../../lib/messaging/producer-consumer';
import { correlationId } from '../../lib/messaging/correlate';
import { useRecorder } from '../support/recorder';
import { useW3cPropagation } from '../support/w3c-propagation';

const ID = 'everspan.correlation.id';

describe('one message after the other', () => {
  const recorder = useRecorder();
  useW3cPropagation();

  const handle = consumer.wrap<(message: object) => string | undefined>(
    {
      system: 'rabbitmq',
      destination: 'orders',
      attributes: { shop: 'basel' },
      message: (message: object) => message,
    },
    () => correlationId(),
  );

  it('is each about its own business, and about none without one', () => {
    const ids = ['o-1', 'o-2', undefined, 'o-3', 'o-3'];
    for (const id of ids) {
      const headers = id === undefined ? {} : { 'everspan-correlation-id': id };
      expect(handle({ headers })).to.equal(id);
      const { attributes } = recorder.take('process orders');
      expect(attributes[ID]).to.equal(id);
      expect(attributes).to.include({
        'everspan.path': 'process orders',
        shop: 'basel',
      });
    }
  });

  it('has what is associated where its message came from, and no other', () => {
    const each = consumer.wrap(
      { system: 'rabbitmq', destination: 'orders', correlationId: () => 'o-7' },
      () => undefined,
    );
    associate({ tenant: 'acme' }, each);
    each();
    associate({ tenant: 'other' }, each);
    const spans = [1, 2, 3].map(() => recorder.take('process orders'));
    const tenants = spans.map(({ attributes }) => attributes['tenant']);
    expect(tenants).to.deep.equal(['acme', undefined, 'other']);
  });

  it('keeps what names it where a limit cuts attributes', () => {
    const { attributes } = tellOf({ properties: { messageId: 'm-1' } });
    const [first] = Object.keys(attributes);
    expect(first).to.equal('everspan.kind');
    expect(Object.keys(attributes).at(-1)).to.equal('messaging.message.id');
  });

  function tellOf(message: object): { attributes: object } {
    handle(message);
    return recorder.take('process orders');
  }
});
