import { expect } from 'chai';
import type { AnnotationKind } from '../../../lib/span/annotation-kind';
import { openllmetry } from '../../../lib/span/dialects/openllmetry';

const KINDS: Readonly<Record<AnnotationKind, string>> = {
  workflow: 'workflow',
  task: 'task',
  agent: 'agent',
  tool: 'tool',
  span: 'task',
  producer: 'task',
  consumer: 'workflow',
};

/** All arguments, the only one, and what OpenLLMetry makes of them. */
const INPUTS: readonly (readonly [string, string | undefined, string])[] = [
  ['[]', undefined, '{"args":[],"kwargs":{}}'],
  ['["a",1]', undefined, '{"args":["a",1],"kwargs":{}}'],
  ['["a"]', '"a"', '{"args":["a"],"kwargs":{}}'],
  ['[[1]]', '[1]', '{"args":[[1]],"kwargs":{}}'],
  ['[{"id":7}]', '{"id":7}', '{"args":[],"kwargs":{"id":7}}'],
  ['[{"a":1},{"b":2}]', undefined, '{"args":[{"a":1},{"b":2}],"kwargs":{}}'],
];

function entity(kind: AnnotationKind, name: string, around = {}) {
  return { kind, name, version: undefined, around };
}

/** What is below a chain of entities, from the outermost on. */
function below(...chain: readonly (readonly [AnnotationKind, string])[]) {
  return chain.reduce(
    (around, [kind, name]) =>
      openllmetry.below?.(entity(kind, name, around)) ?? {},
    {},
  );
}

describe('the dialect openllmetry', () => {
  for (const [kind, spanKind] of Object.entries(KINDS)) {
    it(`calls a ${kind} a ${spanKind}`, () => {
      const said = openllmetry.describe(entity(kind as AnnotationKind, 'n'));
      expect(said).to.include({
        'traceloop.span.kind': spanKind,
        'traceloop.entity.name': 'n',
        'traceloop.entity.path': '',
      });
    });
  }

  it('has names for everything that is known of a workflow', () => {
    const workflow = { ...entity('workflow', 'joke'), version: 2 };
    expect(openllmetry.describe(workflow)).to.deep.equal({
      'traceloop.span.kind': 'workflow',
      'traceloop.workflow.name': 'joke',
      'traceloop.entity.name': 'joke',
      'traceloop.entity.path': '',
      'traceloop.entity.version': 2,
    });
  });

  it('gives a task the workflow around and the path of its parent', () => {
    const around = below(['workflow', 'joke'], ['task', 'a'], ['tool', 'b']);
    expect(openllmetry.describe(entity('task', 'c', around))).to.deep.equal({
      'traceloop.span.kind': 'task',
      'traceloop.workflow.name': 'joke',
      'traceloop.entity.name': 'c',
      'traceloop.entity.path': 'a.b',
    });
  });

  it('gives what is below the full path, and the nearest agent', () => {
    const chain = below(['workflow', 'joke'], ['agent', 'wit'], ['tool', 'b']);
    expect(chain).to.deep.equal({
      'traceloop.workflow.name': 'wit',
      'gen_ai.agent.name': 'wit',
      'traceloop.entity.path': 'b',
    });
  });

  it('stops a path at 16 names', () => {
    const names = Array.from({ length: 40 }, () => ['task', 'a'] as const);
    const path = Array.from({ length: 16 }, () => 'a').join('.');
    expect(below(...names)).to.deep.equal({ 'traceloop.entity.path': path });
  });

  it('puts a prefix before what is associated', () => {
    expect(openllmetry.associate?.({ userId: '7', n: 1 })).to.deep.equal({
      'traceloop.association.properties.userId': '7',
      'traceloop.association.properties.n': 1,
    });
  });

  for (const [json, only, input] of INPUTS) {
    it(`takes the arguments ${json} for ${input}`, () => {
      expect(openllmetry.input({ kind: 'task', json, only })).to.deep.equal({
        'traceloop.entity.input': input,
      });
    });
  }

  it('takes a result as it is', () => {
    const output = openllmetry.output({ kind: 'task', json: '{"a":1}' });
    expect(output).to.deep.equal({ 'traceloop.entity.output': '{"a":1}' });
  });
});
