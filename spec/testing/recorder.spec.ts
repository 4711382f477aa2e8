import { trace, type Tracer } from '@opentelemetry/api';
import { expect } from 'chai';
import { setAttributes, task, workflow } from '../../lib';
import { createRecorder } from '../../lib/testing';

const recorder = createRecorder();

describe('a recorder', () => {
  /**
   * Many programs get their tracer when they are loaded, and never again. Not
   * when this file is: what other specs register is taken back in between.
   */
  let ownTracer: Tracer;
  before(() => {
    ownTracer = trace.getTracer('gateway-client');
  });

  beforeEach(() => {
    recorder.start();
  });
  afterEach(() => {
    recorder.stop();
    recorder.assertEmpty();
  });

  it('takes spans one by one, in the order they ended', () => {
    workflow.run('place', () => task.run('charge', () => undefined));
    expect(recorder.size).to.equal(2);
    expect(recorder.take().name).to.equal('charge');
    expect(recorder.take().name).to.equal('place');
    expect(recorder.size).to.equal(0);
  });

  it('takes a span by its name', () => {
    workflow.run('place', () => task.run('charge', () => undefined));
    expect(recorder.take('place').name).to.equal('place');
    expect(recorder.take('charge').name).to.equal('charge');
  });

  it('takes a span by what it is', () => {
    for (const id of ['A', 'B']) {
      task.run('charge', () => {
        setAttributes({ id, parts: [id, id] });
      });
    }
    const parts = ['B', 'B'];
    const second = recorder.take({ kind: 'task', attributes: { parts } });
    expect(second.attributes['id']).to.equal('B');
    const first = recorder.take(({ attributes }) => attributes['id'] === 'A');
    expect(first.name).to.equal('charge');
  });

  it('takes a span by how it ended', () => {
    task.run('charge', () => undefined);
    const fail = task.wrap('charge', () => {
      throw new Error('declined');
    });
    expect(fail).to.throw();
    expect(recorder.take({ failed: true }).status.message).to.equal('declined');
    expect(recorder.take({ name: 'charge', failed: false }).events).to.be.empty;
  });

  it('takes all that are meant', () => {
    for (const name of ['a', 'b', 'a']) task.run(name, () => undefined);
    expect(recorder.takeAll('a')).to.have.length(2);
    expect(recorder.takeAll('a')).to.be.empty;
    expect(recorder.takeAll().map(({ name }) => name)).to.deep.equal(['b']);
  });

  it('records spans of other libraries, with what they inherit', () => {
    workflow.run({ name: 'place', correlationId: 'A-1' }, () => {
      ownTracer.startSpan('POST /charges').end();
    });
    recorder.take('place');
    expect(recorder.take('POST /charges').attributes).to.deep.equal({
      'everspan.workflow.name': 'place',
      'everspan.path': 'place',
      'everspan.correlation.id': 'A-1',
    });
  });

  it('hides what delivery would hide', () => {
    ownTracer.startSpan('GET', { attributes: { password: 'abc' } }).end();
    expect(recorder.take('GET').attributes['password']).to.equal('[redacted]');
    task.run('charge', () => {
      ownTracer.startSpan('GET', { attributes: { password: 'abc' } });
      const [sent] = recorder.simulateDeath({ by: 'SIGTERM' });
      expect(sent?.attributes['password']).to.equal('[redacted]');
      recorder.reset();
    });
  });

  it('goes on with a tracer that was got in an earlier test', () => {
    ownTracer.startActiveSpan('once more', { attributes: { a: 1 } }, (span) => {
      task.run('charge', () => undefined);
      span.end();
    });
    const outer = recorder.take('once more');
    expect(outer.attributes).to.deep.equal({ a: 1 });
    expect(recorder.take('charge').parentSpanContext?.spanId).to.equal(
      outer.spanContext().spanId,
    );
  });

  it('forgets what it had when it is started again', () => {
    task.run('charge', () => undefined);
    recorder.start();
    expect(recorder.size).to.equal(0);
  });

  it('forgets open spans for good', async () => {
    const open = task.run('charge', async () => Promise.resolve());
    recorder.reset();
    await open;
    expect(recorder.size).to.equal(0);
  });

  it('can still be asked when it is stopped, and records no more', () => {
    task.run('charge', () => undefined);
    recorder.stop();
    task.run('late', () => undefined);
    ownTracer.startSpan('later').end();
    expect(recorder.takeAll()).to.have.length(1);
  });

  it('says what there is when a span is not', async () => {
    const open = workflow.run('place', async () => Promise.resolve());
    task.run('charge', () => undefined);
    expect(() => recorder.take('charged'))
      .to.throw(TypeError, /taken: charge; still open: place$/)
      .with.property('code', 'ERR_EVERSPAN_SPAN_NOT_FOUND');
    await open;
    recorder.takeAll();
    expect(() => recorder.take()).to.throw('taken: none; still open: none');
  });

  it('asserts that nothing is left, and tells names of what is', async () => {
    recorder.assertEmpty();
    const open = workflow.run('place', async () => Promise.resolve());
    for (let nth = 0; nth < 21; nth++) task.run('charge', () => undefined);
    expect(() => {
      recorder.assertEmpty();
    })
      .to.throw(TypeError, /taken: charge, .+ and 1 more; still open: place$/)
      .with.property('code', 'ERR_EVERSPAN_SPANS_LEFT');
    // Once only, so that the next test starts with none.
    recorder.assertEmpty();
    await open;
  });
});
