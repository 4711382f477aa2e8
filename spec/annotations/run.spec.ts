import { SpanKind } from '@opentelemetry/api';
import { expect } from 'chai';
import { task } from '../../lib';
import { annotateBy } from '../../lib/annotations/annotate';
import { declare } from '../../lib/annotations/declare';
import { useRecorder } from '../support/recorder';

describe('run', () => {
  const recorder = useRecorder();

  it('hands back what the function returns', async () => {
    const value = {};
    expect(task.run('call', () => value)).to.equal(value);
    expect(await task.run('call', async () => value)).to.equal(value);
    recorder.takeAll();
  });

  it('gives the function its span, and nothing else', () => {
    task.run('call', function (this: unknown, ...args: unknown[]) {
      expect(this).to.equal(undefined);
      expect(args).to.have.length(1);
      (args[0] as { updateName(name: string): void }).updateName('renamed');
    });
    recorder.take('renamed');
  });

  it('takes options, whose functions have no arguments', () => {
    const given: unknown[] = [];
    const startTime = new Date(1_000);
    task.run(
      {
        name: 'call',
        version: '1.2',
        spanKind: SpanKind.CONSUMER,
        startTime,
        attributes(...args: unknown[]) {
          given.push(this, args);
          return { a: 1 };
        },
      },
      () => undefined,
    );
    const span = recorder.take('call');
    expect(given).to.deep.equal([undefined, []]);
    expect(span.kind).to.equal(SpanKind.CONSUMER);
    expect(span.startTime).to.deep.equal([1, 0]);
    expect(span.attributes).to.deep.equal({
      'everspan.kind': 'task',
      'everspan.version': '1.2',
      a: 1,
    });
  });

  it('may be given a new name every time', () => {
    for (let count = 0; count < 1_500; count++) {
      task.run(`call ${String(count)}`, () => undefined);
    }
    const names = recorder.takeAll().map(({ name }) => name);
    expect(new Set(names).size).to.equal(1_500);
  });

  it('makes a thousand names up once each, and then begins anew', () => {
    const defined: unknown[] = [];
    const counting = annotateBy({
      kind: 'task',
      check: (given) => {
        defined.push(given);
        return { name: String(given) };
      },
      declare,
    });
    const runNew = (from: number, to: number): void => {
      for (let nth = from; nth < to; nth += 1) {
        counting.run(`call ${String(nth)}`, () => undefined);
      }
      recorder.takeAll();
    };
    runNew(0, 1_000);
    runNew(0, 1);
    expect(defined).to.have.lengthOf(1_000);
    runNew(1_000, 1_001);
    runNew(0, 1);
    expect(defined.slice(1_000)).to.deep.equal(['call 1000', 'call 0']);
  });

  const noFunctions: readonly (readonly [string, unknown])[] = [
    ['nothing', undefined],
    ['a promise', Promise.resolve()],
    ['a class', class Order {}],
  ];
  for (const [what, given] of noFunctions) {
    it(`refuses ${what} for its function`, () => {
      expect(() => task.run('call', given as never))
        .to.throw(TypeError, 'task.run takes')
        .with.property('code', 'ERR_EVERSPAN_NOT_A_FUNCTION');
    });
  }
});
