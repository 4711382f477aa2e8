import { context, type Context } from '@opentelemetry/api';
import { expect } from 'chai';
import { agent, associate, task, tool, workflow } from '../../../lib';
import {
  inheritedAttributes,
  withoutWorkflow,
} from '../../../lib/context/workflow-context';
import { Translation } from '../../../lib/span/dialects/translation';
import { useRecorder } from '../../support/recorder';
import { applyingSettings } from '../applied-settings';

const ALL = ['openllmetry', 'openinference', 'gen_ai'] as const;

describe('a translation', () => {
  const recorder = useRecorder();
  const apply = applyingSettings();
  const capture = true;

  /** What a span of another library would inherit here. */
  function inherited(here: Context = context.active()) {
    return inheritedAttributes(here);
  }

  it('stands beside our attributes, which stay what they are', () => {
    const look = task.wrap({ name: 'look', capture, version: 2 }, (a: object) =>
      Object.keys(a),
    );
    look({ id: 7 });
    const { attributes: ours } = recorder.take('look');
    apply({ translation: new Translation(ALL) });
    look({ id: 7 });
    const { attributes } = recorder.take('look');
    expect(attributes).to.deep.equal({
      ...ours,
      'traceloop.span.kind': 'task',
      'traceloop.entity.name': 'look',
      'traceloop.entity.path': '',
      'traceloop.entity.version': 2,
      'traceloop.entity.input': '{"args":[],"kwargs":{"id":7}}',
      'traceloop.entity.output': '["id"]',
      'openinference.span.kind': 'CHAIN',
      'input.value': '{"id":7}',
      'input.mime_type': 'application/json',
      'output.value': '["id"]',
      'output.mime_type': 'application/json',
    });
  });

  it('ends when it is taken back', () => {
    const look = task.wrap('look', () => undefined);
    apply({ translation: new Translation(ALL) });
    look();
    expect(recorder.take('look').attributes).to.have.property(
      'traceloop.span.kind',
    );
    apply({});
    look();
    expect(recorder.take('look').attributes).not.to.have.property(
      'traceloop.span.kind',
    );
  });

  it('follows the workflow down, where ids and associations come between', () => {
    apply({ translation: new Translation(ALL) });
    const write = task.wrap({ name: 'write', correlationId: 'o-7' }, () =>
      associate({ userId: '7' }, () => tool.run('search', () => inherited())),
    );
    const seen = workflow.run('joke', () => task.run('plan', write));
    expect(recorder.take('search').attributes).to.include({
      'everspan.correlation.id': 'o-7',
      'traceloop.workflow.name': 'joke',
      'traceloop.entity.path': 'plan.write',
      'traceloop.association.properties.userId': '7',
      userId: '7',
      'gen_ai.tool.name': 'search',
    });
    expect(seen).to.include({
      'traceloop.workflow.name': 'joke',
      'traceloop.entity.path': 'plan.write.search',
      'traceloop.association.properties.userId': '7',
    });
    recorder.takeAll();
  });

  it('names what is below an agent outside of every workflow', () => {
    apply({ translation: new Translation(['openllmetry']) });
    agent.run('wit', () => tool.run('search', () => undefined));
    const { attributes } = recorder.take('search');
    expect(attributes['traceloop.workflow.name']).to.equal('wit');
    expect(attributes['gen_ai.agent.name']).to.equal('wit');
    expect(attributes).not.to.have.property('everspan.workflow.name');
    recorder.takeAll();
  });

  it('begins anew with a phase', () => {
    apply({ translation: new Translation(['openllmetry']) });
    const outside = (): unknown => inherited(withoutWorkflow(context.active()));
    expect(agent.run('wit', outside)).to.deep.equal({});
    expect(workflow.run('joke', outside)).to.deep.equal({});
    recorder.takeAll();
  });

  it('leaves the last word to the user', () => {
    apply({ translation: new Translation(ALL) });
    const attributes = {
      'gen_ai.agent.name': 'Wit',
      'input.value': 'a joke',
      'traceloop.entity.name': 'theirs',
    };
    agent.wrap({ name: 'wit', capture, attributes }, String)('x');
    agent.wrap({ name: 'wit', attributes: () => attributes }, String)('x');
    for (const span of recorder.takeAll('wit')) {
      expect(span.attributes).to.include(attributes);
    }
  });

  it('tells the items of a result that lasts', () => {
    apply({ translation: new Translation(['openllmetry']) });
    const list = task.wrap({ name: 'list', capture }, () => [1, 2].values());
    expect([...list()]).to.deep.equal([1, 2]);
    const { attributes } = recorder.take('list');
    expect(attributes['traceloop.entity.output']).to.be.a('string');
    expect(attributes['traceloop.entity.output']).to.equal(
      attributes['everspan.output'],
    );
  });

  it('hides what is hidden in ours', () => {
    apply({ translation: new Translation(ALL) });
    const sign = tool.wrap({ name: 'sign', capture }, (given: object) => given);
    sign({ password: 'hunter2', card: '4111 1111 1111 1111' });
    associate({ apiKey: 'sk-7', by: 'a@b.example' }, () =>
      task.run('send', () => undefined),
    );
    const all = recorder.takeAll().map(({ attributes }) => attributes);
    const text = JSON.stringify(all);
    expect(text).not.to.match(/hunter2|4111|sk-7/);
    const [{ 'everspan.output': ours, 'output.value': theirs } = {}] = all;
    expect(theirs).to.equal(ours);
  });
});
