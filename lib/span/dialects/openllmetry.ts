/**
 * The names that Traceloop's OpenLLMetry gives to workflows and tasks.
 *
 * @see https://www.traceloop.com/docs/openllmetry/contributing/semantic-conventions
 */
import type { Attributes } from '@opentelemetry/api';
import type { AnnotationKind } from '../annotation-kind';
import type { CapturedCall, Dialect, Entity } from './dialect';
import { described, type Vocabulary, type Words } from './vocabulary';

const WORKFLOW_NAME = 'traceloop.workflow.name';
const AGENT_NAME = 'gen_ai.agent.name';
const ENTITY_PATH = 'traceloop.entity.path';
const ENTITY_INPUT = 'traceloop.entity.input';
const ENTITY_OUTPUT = 'traceloop.entity.output';
const ASSOCIATION = 'traceloop.association.properties.';

/** A recursion must not grow an attribute. */
const MAX_PATH_NAMES = 16;

const VOCABULARY: Vocabulary = {
  workflow: wordsOf('workflow'),
  task: wordsOf('task'),
  agent: wordsOf('agent'),
  tool: wordsOf('tool'),
  span: wordsOf('task'),
  producer: wordsOf('task'),
  // A message's handling is a run of its own.
  consumer: wordsOf('workflow'),
};

function wordsOf(spanKind: 'workflow' | 'task' | 'agent' | 'tool'): Words {
  return {
    always: { 'traceloop.span.kind': spanKind },
    name: 'traceloop.entity.name',
    version: 'traceloop.entity.version',
  };
}

/** An agent names what is below it, as a workflow does; no other does. */
const NAMES_BELOW: Readonly<Partial<Record<AnnotationKind, string[]>>> = {
  workflow: [WORKFLOW_NAME],
  agent: [WORKFLOW_NAME, AGENT_NAME],
  consumer: [WORKFLOW_NAME],
};

/** What `init({ dialects: ['openllmetry'] })` adds. */
export const openllmetry: Dialect = {
  describe: (entity) => ({
    [ENTITY_PATH]: '',
    ...entity.around,
    ...namesBelow(entity),
    ...described(entity, VOCABULARY),
  }),

  below(entity) {
    const names = { ...entity.around, ...namesBelow(entity) };
    if (NAMES_BELOW[entity.kind]) return names;
    return { ...names, [ENTITY_PATH]: longerPath(entity) };
  },

  associate: (attributes) =>
    Object.fromEntries(
      Object.entries(attributes).map(([key, value]) => [
        ASSOCIATION + key,
        value,
      ]),
    ),

  input: (call) => ({ [ENTITY_INPUT]: argumentsOf(call) }),
  output: ({ json }) => ({ [ENTITY_OUTPUT]: json }),
};

function namesBelow({ kind, name }: Entity): Attributes {
  const keys = NAMES_BELOW[kind] ?? [];
  return Object.fromEntries(keys.map((key) => [key, name]));
}

/** Tasks and tools only: a path begins below what names the run. */
function longerPath({ name, around }: Entity): string {
  const path = around[ENTITY_PATH];
  if (typeof path !== 'string') return name;
  const isFull = path.split('.').length >= MAX_PATH_NAMES;
  return isFull ? path : `${path}.${name}`;
}

/** One object alone is taken for named arguments. */
function argumentsOf({ json, only }: CapturedCall): string {
  return only?.startsWith('{')
    ? `{"args":[],"kwargs":${only}}`
    : `{"args":${json},"kwargs":{}}`;
}
