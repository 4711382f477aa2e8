/**
 * The names that OpenInference gives to steps and what they are given.
 *
 * @see https://github.com/Arize-ai/openinference/blob/main/spec/semantic_conventions.md
 */
import type { Attributes } from '@opentelemetry/api';
import type { Dialect } from './dialect';
import { described, type Vocabulary, type Words } from './vocabulary';

const SPAN_KIND = 'openinference.span.kind';

/** OpenInference's word for a step that has none of its own. */
const CHAIN: Words = { always: { [SPAN_KIND]: 'CHAIN' } };

/** Only agents and tools have names of their own. */
const VOCABULARY: Vocabulary = {
  workflow: CHAIN,
  task: CHAIN,
  agent: { always: { [SPAN_KIND]: 'AGENT' }, name: 'agent.name' },
  tool: { always: { [SPAN_KIND]: 'TOOL' }, name: 'tool.name' },
  span: CHAIN,
  producer: CHAIN,
  consumer: CHAIN,
};

/** What `init({ dialects: ['openinference'] })` adds. */
export const openinference: Dialect = {
  describe: (entity) => described(entity, VOCABULARY),
  input: ({ json, only }) => valueOf('input', only ?? json),
  output: ({ json }) => valueOf('output', json),
};

/** A text is shown as it is, all else as JSON. */
function valueOf(what: 'input' | 'output', json: string): Attributes {
  const isText = json.startsWith('"');
  return {
    [`${what}.value`]: isText ? String(JSON.parse(json)) : json,
    [`${what}.mime_type`]: isText ? 'text/plain' : 'application/json',
  };
}
