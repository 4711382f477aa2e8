import { resourceFromAttributes } from '@opentelemetry/resources';
import { expect } from 'chai';
import { ResourceWait } from '../../lib/delivery/resource-wait';
import { useHeldTimers } from '../journal/clock';

describe('ResourceWait', () => {
  const timers = useHeldTimers();

  it('waits ten seconds for a detector that hangs, and no longer', () => {
    let over = 0;
    const wait = new ResourceWait(
      (fn) => {
        fn();
      },
      () => (over += 1),
    );
    const never = new Promise<string>(() => undefined);
    wait.note(resourceFromAttributes({ 'host.id': never }));
    timers.pass(9_999);
    expect(wait.isWaiting).to.equal(true);
    expect(over).to.equal(0);
    timers.pass(1);
    expect(wait.isWaiting).to.equal(false);
    expect(over).to.equal(1);
  });
});
