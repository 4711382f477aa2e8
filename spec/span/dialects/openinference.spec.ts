import { expect } from 'chai';
import type { AnnotationKind } from '../../../lib/span/annotation-kind';
import { openinference } from '../../../lib/span/dialects/openinference';

const KINDS: Readonly<Record<AnnotationKind, string>> = {
  workflow: 'CHAIN',
  task: 'CHAIN',
  agent: 'AGENT',
  tool: 'TOOL',
  span: 'CHAIN',
  producer: 'CHAIN',
  consumer: 'CHAIN',
};

const NAMES: Readonly<Record<string, object>> = {
  agent: { 'agent.name': 'n' },
  tool: { 'tool.name': 'n' },
};

/** JSON, and what is shown of it. */
const VALUES: readonly (readonly [string, string, string])[] = [
  ['"a \\"joke\\""', 'a "joke"', 'text/plain'],
  ['{"a":1}', '{"a":1}', 'application/json'],
  ['[1,"a"]', '[1,"a"]', 'application/json'],
  ['null', 'null', 'application/json'],
];

describe('the dialect openinference', () => {
  for (const [kind, spanKind] of Object.entries(KINDS)) {
    it(`calls a ${kind} a ${spanKind}`, () => {
      const entity = { name: 'n', version: 1, around: {} };
      const said = openinference.describe({
        ...entity,
        kind: kind as AnnotationKind,
      });
      expect(said).to.deep.equal({
        'openinference.span.kind': spanKind,
        ...NAMES[kind],
      });
    });
  }

  for (const [json, value, mimeType] of VALUES) {
    it(`shows ${json} as ${mimeType}`, () => {
      const call = { kind: 'task', json } as const;
      expect(openinference.output(call)).to.deep.equal({
        'output.value': value,
        'output.mime_type': mimeType,
      });
      const given = { kind: 'task', json: `[${json}]`, only: json } as const;
      expect(openinference.input(given)).to.deep.equal({
        'input.value': value,
        'input.mime_type': mimeType,
      });
    });
  }

  it('shows several arguments as a list', () => {
    const call = { kind: 'task', json: '["a","b"]' } as const;
    expect(openinference.input(call)).to.deep.equal({
      'input.value': '["a","b"]',
      'input.mime_type': 'application/json',
    });
  });
});
