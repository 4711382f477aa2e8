/** Facts that need a broker, and the one that holds where there is none. */
import { expect } from 'chai';
import { type Program, pathTo } from '../../samples/brokers/program';
import type { Broker } from '../../samples/brokers/broker-process';

/** Starts the broker around `facts`; `url` can be asked once they run. */
export function describeBroker(
  title: string,
  [program, start]: readonly [Program, () => Promise<Broker>],
  facts: (url: () => string) => void,
): void {
  describe(title, () => {
    if (pathTo(program) === undefined) {
      it(`is not tried: ${program.command} is not installed`, () => {
        expect(pathTo(program)).to.equal(undefined);
      });
      return;
    }
    let broker: Broker | undefined;
    before(async () => {
      broker = await start();
    });
    after(() => broker?.close());
    facts(() => broker?.url ?? '');
  });
}
