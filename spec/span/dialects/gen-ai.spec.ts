import type { Attributes } from '@opentelemetry/api';
import { expect } from 'chai';
import type { AnnotationKind } from '../../../lib/span/annotation-kind';
import { genAi } from '../../../lib/span/dialects/gen-ai';

const OPERATIONS: Readonly<Record<AnnotationKind, Attributes>> = {
  workflow: {
    'gen_ai.operation.name': 'invoke_workflow',
    'gen_ai.workflow.name': 'n',
  },
  agent: {
    'gen_ai.operation.name': 'invoke_agent',
    'gen_ai.agent.name': 'n',
    'gen_ai.agent.version': '2',
  },
  tool: {
    'gen_ai.operation.name': 'execute_tool',
    'gen_ai.tool.name': 'n',
    'gen_ai.tool.type': 'function',
  },
  task: {},
  span: {},
  producer: {},
  consumer: {},
};

describe('the dialect gen_ai', () => {
  for (const [name, attributes] of Object.entries(OPERATIONS)) {
    const kind = name as AnnotationKind;

    it(`has ${Object.keys(attributes).length} names for a ${kind}`, () => {
      const entity = { kind, name: 'n', version: 2, around: {} };
      expect(genAi.describe(entity)).to.deep.equal(attributes);
    });

    it(`has ${kind === 'tool' ? 'two' : 'none'} for the data of a ${kind}`, () => {
      const call = { kind, json: '[{"a":1}]', only: '{"a":1}' };
      const data = { ...genAi.input(call), ...genAi.output(call) };
      expect(data).to.deep.equal(
        kind === 'tool'
          ? {
              'gen_ai.tool.call.arguments': '{"a":1}',
              'gen_ai.tool.call.result': '[{"a":1}]',
            }
          : {},
      );
    });
  }

  it('knows no version of an agent that has none', () => {
    const agent = { kind: 'agent', name: 'n', around: {} } as const;
    expect(genAi.describe({ ...agent, version: undefined })).not.to.have.key(
      'gen_ai.agent.version',
    );
  });
});
