/**
 * The names that OpenInference gives to steps and what they are given.
 *
 * @see https://github.com/Arize-ai/openinference/blob/main/spec/semantic_conventions.md
 */
import type { Attributes } from '@opentelemetry/api';
import type { AnnotationKind } from '../annotation-kind';
import type { Dialect, Entity } from './dialect';

const SPAN_KIND = 'openinference.span.kind';
const AGENT_NAME = 'agent.name';
const TOOL_NAME = 'tool.name';

type SpanKind = 'CHAIN' | 'AGENT' | 'TOOL';

/** `CHAIN` is OpenInference's word for a step that has none of its own. */
const SPAN_KINDS: Readonly<Record<AnnotationKind, SpanKind>> = {
  workflow: 'CHAIN',
  task: 'CHAIN',
  agent: 'AGENT',
  tool: 'TOOL',
  span: 'CHAIN',
  producer: 'CHAIN',
  consumer: 'CHAIN',
};

/** What `init({ dialects: ['openinference'] })` adds. */
export const openinference: Dialect = {
  describe: (entity) => ({
    [SPAN_KIND]: SPAN_KINDS[entity.kind],
    ...nameOf(entity),
  }),
  input: ({ json, only }) => valueOf('input', only ?? json),
  output: ({ json }) => valueOf('output', json),
};

/** Only agents and tools have names of their own. */
function nameOf({ kind, name }: Entity): Attributes {
  if (kind === 'agent') return { [AGENT_NAME]: name };
  return kind === 'tool' ? { [TOOL_NAME]: name } : {};
}

/** A text is shown as it is, all else as JSON. */
function valueOf(what: 'input' | 'output', json: string): Attributes {
  const isText = json.startsWith('"');
  return {
    [`${what}.value`]: isText ? String(JSON.parse(json)) : json,
    [`${what}.mime_type`]: isText ? 'text/plain' : 'application/json',
  };
}
