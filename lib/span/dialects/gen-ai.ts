/**
 * OpenTelemetry's own names for workflows, agents and tools, which are not
 * stable yet. The span keeps its name and kind: they are the user's.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-agent-spans/
 */
import type { Dialect, Entity } from './dialect';

const OPERATION = 'gen_ai.operation.name';
const WORKFLOW_NAME = 'gen_ai.workflow.name';
const AGENT_NAME = 'gen_ai.agent.name';
const AGENT_VERSION = 'gen_ai.agent.version';
const TOOL_NAME = 'gen_ai.tool.name';
const TOOL_TYPE = 'gen_ai.tool.type';
const TOOL_ARGUMENTS = 'gen_ai.tool.call.arguments';
const TOOL_RESULT = 'gen_ai.tool.call.result';

/** What `init({ dialects: ['gen_ai'] })` adds. */
export const genAi: Dialect = {
  describe(entity) {
    const { kind, name } = entity;
    switch (kind) {
      case 'workflow':
        return { [OPERATION]: 'invoke_workflow', [WORKFLOW_NAME]: name };
      case 'agent':
        return {
          [OPERATION]: 'invoke_agent',
          [AGENT_NAME]: name,
          ...versionOf(entity),
        };
      case 'tool':
        return {
          [OPERATION]: 'execute_tool',
          [TOOL_NAME]: name,
          [TOOL_TYPE]: 'function',
        };
      default:
        return {};
    }
  },

  input: ({ kind, json, only }) =>
    kind === 'tool' ? { [TOOL_ARGUMENTS]: only ?? json } : {},
  output: ({ kind, json }) => (kind === 'tool' ? { [TOOL_RESULT]: json } : {}),
};

function versionOf({ version }: Entity): Record<string, string> {
  return version === undefined ? {} : { [AGENT_VERSION]: String(version) };
}
