import { context, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { expect } from 'chai';
import type { ProcessEnd } from '../../lib/delivery/process-end';
import type { Trouble } from '../../lib/delivery/dispatch';
import { overhearing } from '../internal/overheard';
import { endedSpan } from './ended-spans';
import { LastDeliveryTrial as Trial } from './last-delivery-trial';

const TIMEOUT: Trouble = { kind: 'retry', why: 'timeout', afterMs: undefined };

function end(fields: Partial<ProcessEnd> = {}): ProcessEnd {
  return { interruptedBy: 'exit', exitCode: 1, crash: undefined, ...fields };
}

function crash(error: unknown): ProcessEnd {
  return end({ interruptedBy: 'uncaughtException', crash: { error } });
}

describe('LastDelivery', () => {
  const lines = overhearing();

  it('ends open spans, children first, and then delivers once', () => {
    const trial = new Trial();
    const parent = trial.start('parent');
    trial.start('child', parent);
    trial.last.onProcessEnd(end());
    expect(trial.done).to.deep.equal(['end child', 'end parent', 'deliver']);
    expect(trial.desk.outbox.waiting).to.equal(0);
    expect(lines()).to.deep.equal([]);
  });

  it('costs nothing when nothing waits', () => {
    const trial = new Trial();
    trial.last.onProcessEnd(end({ exitCode: 0 }));
    expect(trial.done).to.deep.equal([]);
  });

  it('takes back what is on its way', () => {
    const trial = new Trial();
    trial.desk.outbox.add(endedSpan());
    trial.desk.outbox.take(1);
    trial.last.onProcessEnd(end());
    expect(trial.done).to.deep.equal(['deliver']);
    expect(trial.desk.outbox.waiting).to.equal(0);
  });

  it("delivers all the same when a host's span processor throws", () => {
    const trial = new Trial();
    trial.start('one');
    trial.start('cursed');
    trial.start('two');
    trial.last.onProcessEnd(end());
    expect(trial.done).to.deep.equal(['end two', 'end one', 'deliver']);
    expect(lines()[0]).to.include('WARN_EVERSPAN_INTERNAL');
  });

  it('delivers a span that ends after the last delivery by itself', () => {
    const trial = new Trial();
    trial.last.onProcessEnd(end());
    trial.start('late').end();
    expect(trial.done).to.deep.equal(['end late', 'deliver']);
  });

  it('goes back to the living when the process does not end', async () => {
    const trial = new Trial();
    trial.last.onProcessEnd(end({ interruptedBy: 'SIGHUP' }));
    await new Promise((resolve) => setTimeout(resolve, 5));
    trial.start('alive').end();
    expect(trial.done).to.deep.equal(['end alive', 'later']);
  });

  it('says what the backend did not take, and why', () => {
    const trial = new Trial();
    trial.desk.outbox.add(endedSpan());
    trial.atExit = () => TIMEOUT;
    trial.last.onProcessEnd(end());
    expect(lines()).to.deep.equal([
      'everspan: 1 span(s) were not taken by http://backend/ before the ' +
        'process ended: timeout; they are lost (WARN_EVERSPAN_UNDELIVERED)',
    ]);
  });

  it('says so where the host forbids worker threads, and keeps them', () => {
    const trial = new Trial();
    trial.desk.outbox.add(endedSpan());
    trial.atExit = () => {
      trial.desk.outbox.take(1);
      throw new Error('Access to this API has been restricted');
    };
    trial.last.onProcessEnd(end());
    expect(lines()[0]).to.include('has been restricted');
    expect(trial.desk.outbox.take(1)).to.have.lengthOf(1);
  });

  it('says so where it was given no time', () => {
    const trial = new Trial(0);
    trial.desk.outbox.add(endedSpan());
    trial.last.onProcessEnd(end());
    expect(trial.done).to.deep.equal([]);
    expect(lines()[0]).to.include('no time was left');
  });
});

describe('LastDelivery, of a crash', () => {
  overhearing();

  before(() => {
    const manager = new AsyncLocalStorageContextManager().enable();
    context.setGlobalContextManager(manager);
  });

  after(() => {
    context.disable();
  });

  it('records it on the span in whose context it was thrown', () => {
    const trial = new Trial();
    const root = trial.start('root');
    const child = trial.start('child', root);
    context.with(trace.setSpan(ROOT_CONTEXT, child), () => {
      trial.last.onCrashSeen();
    });
    trial.last.onProcessEnd(crash(new RangeError('too deep')));
    expect(child.events.map(({ name }) => name)).to.deep.equal(['exception']);
    expect(root.events).to.deep.equal([]);
    for (const span of [root, child]) {
      expect(span.attributes).to.include({ 'error.type': 'RangeError' });
    }
  });

  it('records it on each local root where the context is lost', () => {
    const trial = new Trial();
    const root = trial.start('root');
    const child = trial.start('child', root);
    trial.last.onCrashSeen();
    trial.last.onProcessEnd(crash('just text'));
    expect(root.events).to.have.lengthOf(1);
    expect(child.events).to.deep.equal([]);
  });
});

describe('LastDelivery, at natural end', () => {
  const lines = overhearing();

  async function turn(): Promise<void> {
    await new Promise(setImmediate);
  }

  it('delivers while the loop still turns', async () => {
    const trial = new Trial();
    trial.desk.outbox.add(endedSpan());
    trial.last.onIdle();
    await turn();
    trial.last.onProcessEnd(end({ exitCode: 0 }));
    expect(trial.done).to.deep.equal([]);
    expect(trial.desk.outbox.waiting).to.equal(0);
  });

  it('leaves open spans to the end, when the exit code is known', () => {
    const trial = new Trial();
    trial.start('open');
    trial.desk.outbox.add(endedSpan());
    trial.last.onIdle();
    expect(trial.desk.outbox.waiting).to.equal(1);
    trial.last.onProcessEnd(end({ exitCode: 0 }));
    expect(trial.done).to.deep.equal(['end open', 'deliver']);
  });

  it('tries once, and says that it gave up', async () => {
    const trial = new Trial();
    let tried = 0;
    trial.idle = () => Promise.resolve(++tried < 0);
    trial.desk.outbox.add(endedSpan());
    trial.last.onIdle();
    await turn();
    trial.last.onIdle();
    trial.last.onProcessEnd(end({ exitCode: 0 }));
    expect(tried).to.equal(1);
    expect(trial.done).to.deep.equal([]);
    expect(lines()).to.have.lengthOf(1);
  });

  it('sends at once what waits when others decide about a signal', () => {
    const trial = new Trial();
    trial.last.onForeignSignal();
    trial.desk.outbox.add(endedSpan());
    trial.last.onForeignSignal();
    expect(trial.done).to.deep.equal(['at once']);
  });
});
