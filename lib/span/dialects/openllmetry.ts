/**
 * The names that Traceloop's OpenLLMetry gives to workflows and tasks.
 *
 * @see https://www.traceloop.com/docs/openllmetry/contributing/semantic-conventions
 */
import type { Attributes } from '@opentelemetry/api';
import type { AnnotationKind } from '../annotation-kind';
import type { CapturedCall, Dialect, Entity } from './dialect';

const SPAN_KIND = 'traceloop.span.kind';
const WORKFLOW_NAME = 'traceloop.workflow.name';
const ENTITY_NAME = 'traceloop.entity.name';
const ENTITY_PATH = 'traceloop.entity.path';
const ENTITY_VERSION = 'traceloop.entity.version';
const ENTITY_INPUT = 'traceloop.entity.input';
const ENTITY_OUTPUT = 'traceloop.entity.output';
const ASSOCIATION = 'traceloop.association.properties.';
const AGENT_NAME = 'gen_ai.agent.name';

/** A recursion must not grow an attribute. */
const MAX_PATH_NAMES = 16;

type SpanKind = 'workflow' | 'task' | 'agent' | 'tool';

const SPAN_KINDS: Readonly<Record<AnnotationKind, SpanKind>> = {
  workflow: 'workflow',
  task: 'task',
  agent: 'agent',
  tool: 'tool',
  span: 'task',
  producer: 'task',
  // A message's handling is a run of its own.
  consumer: 'workflow',
};

/** What `init({ dialects: ['openllmetry'] })` adds. */
export const openllmetry: Dialect = {
  describe(entity) {
    const { kind, name, version, around } = entity;
    const described: Attributes = {
      [SPAN_KIND]: SPAN_KINDS[kind],
      [ENTITY_PATH]: '',
      ...around,
      ...namesOf(entity),
      [ENTITY_NAME]: name,
    };
    return version === undefined
      ? described
      : { ...described, [ENTITY_VERSION]: version };
  },

  below(entity) {
    const names = { ...entity.around, ...namesOf(entity) };
    if (isNamingRuns(entity)) return names;
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

/** An agent names what is below it, as a workflow does. */
function namesOf({ kind, name }: Entity): Attributes {
  switch (SPAN_KINDS[kind]) {
    case 'agent':
      return { [WORKFLOW_NAME]: name, [AGENT_NAME]: name };
    case 'workflow':
      return { [WORKFLOW_NAME]: name };
    default:
      return {};
  }
}

function isNamingRuns({ kind }: Entity): boolean {
  return SPAN_KINDS[kind] === 'agent' || SPAN_KINDS[kind] === 'workflow';
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
