import { context, createContextKey, trace } from '@opentelemetry/api';
import { expect } from 'chai';
import { task } from '../../../lib';
import { useRecorder } from '../../support/recorder';

const active = () => trace.getActiveSpan();
const later = () => new Promise((resolve) => setImmediate(resolve));

function* spansOfBody(): Generator {
  try {
    yield active();
    try {
      yield active();
    } catch {
      yield active();
    }
  } finally {
    yield active();
  }
}

async function* spansOfBodyLater(): AsyncGenerator {
  try {
    yield active();
    await later();
    yield active();
  } finally {
    await later();
    yield active();
  }
}

describe('the body of an iterator', () => {
  const recorder = useRecorder();

  it('is in its span at every step; its consumer is not', () => {
    let own: unknown;
    const seen: unknown[] = [];
    task.run('owner', (owner) => {
      const generator = task.run('call', (span) => {
        own = span;
        return spansOfBody();
      });
      const steps = [
        () => generator.next(),
        () => generator.next(),
        () => generator.throw(new Error('in')),
        () => generator.return(undefined),
      ];
      for (const step of steps) {
        seen.push(step().value);
        expect(active()).to.equal(owner);
      }
      generator.next();
    });
    expect(seen).to.deep.equal([own, own, own, own]);
    recorder.takeAll();
  });

  it('stays in its span after an await, in parallel steps too', async () => {
    let own: unknown;
    await task.run('owner', async (owner) => {
      const generator = task.run('call', (span) => {
        own = span;
        return spansOfBodyLater();
      });
      const steps = await Promise.all([
        generator.next(),
        generator.next(),
        generator.return(undefined),
      ]);
      expect(steps.map(({ value }) => value === own)).to.deep.equal([
        true,
        true,
        true,
      ]);
      expect(active()).to.equal(owner);
      await generator.next();
      expect(active()).to.equal(owner);
    });
    recorder.takeAll();
  });

  it('is in the span of the innermost call that handed it on', () => {
    let own: unknown;
    const generator = task.run('outer', () =>
      task.run('inner', (span) => {
        own = span;
        return spansOfBody();
      }),
    );
    expect(generator.next().value).to.equal(own);
    generator.return(undefined);
    generator.next();
    recorder.takeAll();
  });

  it('keeps whatever else was in the context of the call', () => {
    const key = createContextKey('tenant');
    const generator = context.with(context.active().setValue(key, 'a'), () =>
      task.run('call', function* () {
        yield context.active().getValue(key);
      }),
    );
    expect([...generator]).to.deep.equal(['a']);
    recorder.take('call');
  });
});

describe('the body of an iterator that is sampled out', () => {
  useRecorder({ sampling: { ratio: 0, keepFailures: false } });

  it('is in the context of its call all the same', () => {
    let own: unknown;
    const generator = task.run('call', (span) => {
      own = span.spanContext();
      return spansOfBody();
    });
    const seen = generator.next().value as ReturnType<typeof active>;
    expect(seen?.spanContext()).to.equal(own);
  });
});
