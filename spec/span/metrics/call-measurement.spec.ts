import { SpanStatusCode, trace } from '@opentelemetry/api';
import { expect } from 'chai';
import { type Hooks, task, workflow } from '../../../lib';
import { consumer } from '../../../lib/messaging';
import { CallHooks } from '../../../lib/span/call-hooks';
import { applySpanSettings } from '../../../lib/span/span-settings';
import { type Series, useMeters } from '../../support/meter';
import { useTracing } from '../../support/recorder';

const WORKFLOWS = 'everspan.workflow.duration';
const TASKS = 'everspan.task.duration';
const ACTIVE = 'everspan.workflow.active';

class Declined extends Error {}

const decline = (): never => {
  throw new Declined('no funds');
};

/** Of each series what it is about, and how many calls it has. */
const told = (all: readonly Series[]): unknown[] =>
  all.map(({ attributes, count }) => ({ ...attributes, count }));

class Orders {
  @workflow({ name: 'place order', correlationId: 'o-7' })
  async place(charge: () => unknown): Promise<void> {
    await this.charge(charge);
  }

  @task('charge card')
  async charge(charge: () => unknown): Promise<void> {
    await charge();
  }
}

describe('metrics of annotated calls', () => {
  useTracing();
  const meters = useMeters();

  it('count runs and tasks, and say to which run a task belongs', async () => {
    const orders = new Orders();
    await orders.place(() => undefined);
    await orders.place(() => undefined);
    await orders.charge(() => undefined);
    expect(told(await meters.read(WORKFLOWS))).to.deep.equal([
      {
        'everspan.kind': 'workflow',
        'everspan.workflow.name': 'place order',
        count: 2,
      },
    ]);
    const ofTask = {
      'everspan.kind': 'task',
      'everspan.task.name': 'charge card',
    };
    expect(told(await meters.read(TASKS))).to.deep.equal([
      { ...ofTask, 'everspan.workflow.name': 'place order', count: 2 },
      { ...ofTask, count: 1 },
    ]);
  });

  it('count failures by error.type', async () => {
    const failed = await new Orders()
      .place(decline)
      .catch((error: unknown) => error);
    expect(failed).to.be.instanceOf(Declined);
    const [run] = await meters.read(WORKFLOWS);
    const [charge] = await meters.read(TASKS);
    for (const each of [run, charge]) {
      expect(each?.attributes).to.include({ 'error.type': 'Declined' });
    }
  });

  const forms: Readonly<Record<string, () => unknown>> = {
    'a synchronous call': () => task.run('call', () => 1),
    'a promise': () => task.run('call', () => Promise.resolve(1)),
    'a thenable': () =>
      task.run('call', () => ({
        then: (fulfilled: (value: number) => void) => {
          fulfilled(1);
        },
      })),
    'a generator': () => [
      ...task.run('call', function* () {
        yield 1;
      }),
    ],
    'an async generator': async () => {
      const items = task.run('call', async function* () {
        yield await Promise.resolve(1);
      });
      for await (const item of items) expect(item).to.equal(1);
    },
    'an iterator that is left': () => {
      const items = task.run('call', function* () {
        yield 1;
        yield 2;
      });
      for (const item of items) if (item === 1) break;
    },
    'a wrapped function': () => task.wrap('call', () => 1)(),
    'a span that its owner ends': () =>
      task.run('call', (span) => {
        span.end();
      }),
  };

  for (const [name, use] of Object.entries(forms)) {
    it(`count once: ${name}`, async () => {
      await use();
      const all = told(await meters.read(TASKS));
      const attributes = {
        'everspan.kind': 'task',
        'everspan.task.name': 'call',
      };
      expect(all).to.deep.equal([{ ...attributes, count: 1 }]);
    });
  }

  it('count no failure where the user says that it is none', async () => {
    let asked = 0;
    const isFailure = (): boolean => {
      asked += 1;
      return false;
    };
    expect(() => task.run({ name: 'call', isFailure }, decline)).to.throw();
    const [call] = await meters.read(TASKS);
    expect(call?.attributes).to.not.have.property('error.type');
    expect(asked).to.equal(1);
  });

  it('count a failure where the user gave the span its status', async () => {
    task.run('call', (span) => {
      span.setStatus({ code: SpanStatusCode.ERROR });
    });
    task.run('typed', (span) => {
      span.setAttribute('error.type', 'late');
      span.setStatus({ code: SpanStatusCode.ERROR });
    });
    const types = (await meters.read(TASKS)).map(
      ({ attributes }) => attributes['error.type'],
    );
    expect(types).to.deep.equal(['_OTHER', 'late']);
  });

  it('count a message as a run', async () => {
    consumer.run({ system: 'kafka', destination: 'orders' }, () => undefined);
    expect(told(await meters.read(WORKFLOWS))).to.deep.equal([
      {
        'everspan.kind': 'consumer',
        'everspan.workflow.name': 'process orders',
        count: 1,
      },
    ]);
  });

  it('tell how many runs have begun and not ended', async () => {
    let finish = (): void => undefined;
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const run = workflow.run('place', () => finished);
    expect((await meters.read(ACTIVE))[0]?.count).to.equal(1);
    finish();
    await run;
    expect((await meters.read(ACTIVE))[0]?.count).to.equal(0);
  });

  it('count from where the work began', async () => {
    const anHourAgo = new Date(Date.now() - 3_600_000);
    task.run({ name: 'date', startTime: anHourAgo }, () => undefined);
    task.run({ name: 'ms', startTime: anHourAgo.getTime() }, () => undefined);
    task.run({ name: 'now', startTime: performance.now() }, () => undefined);
    const sums = (await meters.read(TASKS)).map(({ sum }) =>
      Math.round(sum / 3_600),
    );
    expect(sums).to.deep.equal([1, 1, 0]);
  });

  it('never have a correlation id', async () => {
    await new Orders().place(() => undefined);
    const { scopeMetrics } = await meters.collect();
    expect(scopeMetrics).to.have.lengthOf(1);
    expect(JSON.stringify(scopeMetrics)).to.not.include('o-7');
  });

  it('call no hook more often', () => {
    const calls: string[] = [];
    const hooks: Hooks = {
      onStart: () => calls.push('start'),
      onSuccess: () => calls.push('success'),
    };
    const undo = applySpanSettings({ hooks: new CallHooks(hooks) });
    task.run('call', () => undefined);
    trace.disable();
    task.run('call', () => undefined);
    undo();
    expect(calls).to.deep.equal(['start', 'success']);
  });
});

describe('metrics of runs that are not sampled', () => {
  const recorder = useTracing({ sampling: { ratio: 0, keepFailures: false } });
  const meters = useMeters();

  it('count them all, and what became of them', async () => {
    await new Orders().place(() => undefined);
    await new Orders().place(decline).catch(() => undefined);
    const all = await meters.read(WORKFLOWS);
    expect(all.map(({ count }) => count)).to.deep.equal([1, 1]);
    expect(all[1]?.attributes).to.include({ 'error.type': 'Declined' });
    expect(recorder.size).to.equal(0);
  });
});
