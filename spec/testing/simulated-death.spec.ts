import { context, ROOT_CONTEXT, trace, TraceFlags } from '@opentelemetry/api';
import { expect } from 'chai';
import { task, workflow } from '../../lib';
import { createRecorder, type RecordedSpan } from '../../lib/testing';
import { useRecorder } from '../support/recorder';

const EXIT = { by: 'exit', exitCode: 1 } as const;
const ERROR = new Error('out of paper');
const CRASH = { by: 'uncaughtException', error: ERROR } as const;

function namesOf(spans: readonly RecordedSpan[]): readonly string[] {
  return spans.map(({ name }) => name);
}

describe('simulateDeath', () => {
  const recorder = useRecorder();

  it('tells open spans only, children before their parents', () => {
    const sent = workflow.run('place', () => {
      task.run('reserve', () => undefined);
      return task.run('charge', () => recorder.simulateDeath(EXIT));
    });
    expect(namesOf(sent)).to.deep.equal(['charge', 'place']);
    expect(recorder.takeAll()).to.have.length(3);
  });

  it('leaves the spans open, and as they are', () => {
    const sent = task.run('charge', (span) => {
      const told = recorder.simulateDeath(EXIT);
      expect(span.isRecording()).to.equal(true);
      return told;
    });
    const real = recorder.take('charge');
    expect(real.status).to.deep.equal({ code: 0 });
    expect(real.attributes).not.to.have.property('everspan.interrupted');
    expect(sent[0]?.attributes).to.have.property('everspan.interrupted');
    expect(sent[0]?.ended).to.equal(true);
  });

  it('can be played again', () => {
    task.run('charge', () => {
      recorder.simulateDeath({ by: 'killed' });
      expect(recorder.simulateDeath(EXIT)).to.have.length(1);
    });
    recorder.take('charge');
  });

  it('keeps ids, parents, times and service', () => {
    const sent = workflow.run('place', () =>
      task.run('charge', () => recorder.simulateDeath(EXIT)),
    );
    for (const twin of sent) {
      const real = recorder.take(twin.name);
      expect(twin.spanContext()).to.deep.equal(real.spanContext());
      expect(twin.parentSpanContext).to.deep.equal(real.parentSpanContext);
      expect(twin.startTime).to.deep.equal(real.startTime);
      expect(twin.duration[0]).to.be.at.least(0);
      expect(twin.resource.attributes).to.deep.equal(real.resource.attributes);
    }
  });

  it('tells a crash in the span that is active', () => {
    const sent = workflow.run('place', () =>
      task.run('charge', () => recorder.simulateDeath(CRASH)),
    );
    const events = sent.map((span) => span.events.map(({ name }) => name));
    expect(events).to.deep.equal([['exception'], []]);
    recorder.takeAll();
  });

  it('tells a crash that no span is active in on the run as a whole', () => {
    const sent = workflow.run('place', () =>
      task.run('charge', () =>
        context.with(ROOT_CONTEXT, () => recorder.simulateDeath(CRASH)),
      ),
    );
    const events = sent.map((span) => span.events.map(({ name }) => name));
    expect(events).to.deep.equal([[], ['exception']]);
    recorder.takeAll();
  });

  it('ends what was killed when a span last started or ended', () => {
    const sent = workflow.run('place', () => {
      task.run('reserve', () => undefined);
      return recorder.simulateDeath({ by: 'killed' });
    });
    expect(sent[0]?.endTime).to.deep.equal(recorder.take('reserve').endTime);
    recorder.take('place');
  });

  it('says how it ended on a span that is full of attributes', () => {
    const full = Object.fromEntries(
      Array.from({ length: 200 }, (_, nth) => [`a${nth}`, nth]),
    );
    const sent = task.run({ name: 'charge', attributes: full }, () =>
      recorder.simulateDeath({ by: 'SIGTERM' }),
    );
    expect(sent[0]?.attributes).to.include({
      'everspan.interrupted': 'SIGTERM',
    });
    recorder.take();
  });

  it('tells nothing where nothing is open', () => {
    expect(recorder.simulateDeath(EXIT)).to.deep.equal([]);
  });
});

describe('simulateDeath in an unsampled trace', () => {
  const unsampled = trace.setSpanContext(ROOT_CONTEXT, {
    traceId: '5b8efff798038103d269b633813fc60c',
    spanId: 'eee19b7ec3c1b174',
    traceFlags: TraceFlags.NONE,
  });
  const recorder = useRecorder();

  for (const [death, count] of [
    [{ by: 'exit', exitCode: 1 }, 1],
    [{ by: 'exit', exitCode: 0 }, 0],
    [{ by: 'SIGINT' }, 1],
    [{ by: 'killed' }, 0],
  ] as const) {
    const way = Object.values(death).join(' ');
    it(`tells ${count} span(s) after ${way}`, () => {
      const sent = context.with(unsampled, () =>
        task.run('charge', () => recorder.simulateDeath(death)),
      );
      expect(sent).to.have.length(count);
      recorder.take('charge');
    });
  }
});

describe('simulateDeath of a recorder that never started', () => {
  it('tells nothing', () => {
    expect(createRecorder().simulateDeath(EXIT)).to.deep.equal([]);
  });
});
