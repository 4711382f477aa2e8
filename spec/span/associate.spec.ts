import { type Attributes, context, trace } from '@opentelemetry/api';
import { expect } from 'chai';
import { associate, task, workflow } from '../../lib';
import { warningCount } from '../../lib/internal/diag';
import { withCorrelation } from '../../lib/messaging';
import { useRecorder } from '../support/recorder';

const idle = (): void => undefined;

/** A span of another library. */
const other = (name: string, attributes: Attributes = {}): void => {
  trace.getTracer('library').startSpan(name, { attributes }).end();
};

describe('associate', () => {
  const recorder = useRecorder();
  const attributesOf = (name: string): Attributes =>
    recorder.take(name).attributes;

  it('puts attributes on every span started inside, whoever makes it', () => {
    associate({ tenant: 'acme', tags: ['a', 'b'] }, () => {
      task.run('charge', () => other('GET'));
    });
    const associated = { tenant: 'acme', tags: ['a', 'b'] };
    expect(attributesOf('GET')).to.deep.equal(associated);
    expect(attributesOf('charge')).to.deep.equal({
      'everspan.kind': 'task',
      ...associated,
    });
  });

  it('leaves the spans around, before and after alone', () => {
    task.run('around', () => {
      task.run('before', idle);
      associate({ tenant: 'acme' }, idle);
      task.run('after', idle);
    });
    for (const { attributes } of recorder.takeAll()) {
      expect(attributes).to.deep.equal({ 'everspan.kind': 'task' });
    }
  });

  it('adds to what is around it, and the inner value wins', () => {
    associate({ tenant: 'acme', region: 'eu' }, () => {
      task.run('outer', () => {
        associate({ region: 'us', user: 7 }, () => {
          task.run('inner', idle);
          other('GET');
        });
        task.run('beside', idle);
      });
    });
    const inner = { tenant: 'acme', region: 'us', user: 7 };
    const outer = { tenant: 'acme', region: 'eu' };
    const kind = { 'everspan.kind': 'task' };
    expect(attributesOf('GET')).to.deep.equal(inner);
    expect(attributesOf('inner')).to.deep.equal({ ...kind, ...inner });
    expect(attributesOf('beside')).to.deep.equal({ ...kind, ...outer });
    expect(attributesOf('outer')).to.deep.equal({ ...kind, ...outer });
  });

  it('gives way to what a span says itself', () => {
    associate({ a: 'associated', b: 'associated' }, () => {
      task.run({ name: 'literal', attributes: { a: 'own' } }, idle);
      task.run({ name: 'computed', attributes: () => ({ a: 'own' }) }, idle);
      other('library', { a: 'own' });
    });
    for (const { attributes } of recorder.takeAll()) {
      expect(attributes).to.include({ a: 'own', b: 'associated' });
    }
  });

  it('goes on below a workflow, and leaves its name and path alone', () => {
    associate({ tenant: 'acme' }, () =>
      workflow.run({ name: 'place', correlationId: 'o-1' }, () =>
        associate({ step: 2 }, () => task.run('charge', idle)),
      ),
    );
    expect(attributesOf('place')).to.include({ tenant: 'acme' });
    expect(attributesOf('charge')).to.deep.equal({
      'everspan.kind': 'task',
      'everspan.workflow.name': 'place',
      'everspan.path': 'place/charge',
      'everspan.correlation.id': 'o-1',
      tenant: 'acme',
      step: 2,
    });
  });

  it('keeps a correlation id, and is kept by one', () => {
    withCorrelation('o-1', () =>
      associate({ a: 1 }, () => withCorrelation('o-2', () => other('GET'))),
    );
    expect(attributesOf('GET')).to.deep.equal({
      'everspan.correlation.id': 'o-2',
      a: 1,
    });
    withCorrelation('o-3', () => associate({ a: 1 }, () => other('GET')));
    expect(attributesOf('GET')).to.include({
      'everspan.correlation.id': 'o-3',
    });
  });

  it('is the same for a function that is called from here and from there', () => {
    const charge = task.wrap('charge', idle);
    for (const tenant of ['a', 'b']) associate({ tenant }, charge);
    charge();
    const tenants = recorder
      .takeAll()
      .map(({ attributes }) => attributes['tenant']);
    expect(tenants).to.deep.equal(['a', 'b', undefined]);
  });

  it('hands back what its function returns, and throws what it throws', async () => {
    const promise = Promise.resolve(7);
    expect(associate({ a: 1 }, () => promise)).to.equal(promise);
    const thrown = Object.freeze({});
    const fail = (): never => {
      throw thrown;
    };
    try {
      associate({ a: 1 }, fail);
      expect.fail('nothing was thrown');
    } catch (error) {
      expect(error).to.equal(thrown);
    }
    await promise;
  });

  it('works without a context manager and without a provider', () => {
    context.disable();
    trace.disable();
    expect(associate({ a: 1 }, () => task.run('call', () => 7))).to.equal(7);
  });

  it('leaves out what cannot be recorded, and says so once', () => {
    const odd = {
      fine: 'x',
      nested: { a: 1 },
      get broken(): string {
        throw new Error('in a getter');
      },
      'everspan.kind': 'task',
    };
    associate(odd as never, () => other('GET'));
    expect(attributesOf('GET')).to.deep.equal({ fine: 'x' });
    expect(warningCount('WARN_EVERSPAN_USER_CODE')).to.equal(3);
    const closed = new Proxy({}, { ownKeys: () => expect.fail('closed') });
    expect(associate(closed, () => 7)).to.equal(7);
  });

  it('hides secrets on the spans of other libraries too', () => {
    const token = `ghp_${'a1B2'.repeat(9)}`;
    associate({ tenant: 'acme', note: `with ${token}`, password: 'p' }, () =>
      other('GET'),
    );
    const attributes = attributesOf('GET');
    expect(attributes).to.include({ tenant: 'acme' });
    expect(JSON.stringify(attributes)).to.not.include(token);
    expect(attributes['password']).to.equal('[redacted]');
  });

  it('keeps a copy of the attributes', () => {
    const tags = ['a'];
    associate({ tags }, () => {
      tags.push('b');
      task.run('call', idle);
    });
    expect(attributesOf('call')).to.deep.include({ tags: ['a'] });
  });

  it('refuses what is no object, and what is no function', () => {
    for (const bad of [undefined, null, 7, 'a=b', ['a'], idle]) {
      expect(() => associate(bad as never, idle), String(bad))
        .to.throw(TypeError)
        .with.property('code', 'ERR_EVERSPAN_ATTRIBUTES');
    }
    expect(() => associate({ a: 1 }, 7 as never))
      .to.throw(TypeError)
      .with.property('code', 'ERR_EVERSPAN_NOT_A_FUNCTION');
  });
});
