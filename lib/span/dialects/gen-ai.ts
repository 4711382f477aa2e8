/**
 * OpenTelemetry's own names for workflows, agents and tools, which are not
 * stable yet. The span keeps its name and kind: they are the user's.
 *
 * @see https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-agent-spans/
 */
import type { Dialect } from './dialect';
import { described, type Vocabulary } from './vocabulary';

const OPERATION = 'gen_ai.operation.name';

const VOCABULARY: Vocabulary = {
  workflow: {
    always: { [OPERATION]: 'invoke_workflow' },
    name: 'gen_ai.workflow.name',
  },
  agent: {
    always: { [OPERATION]: 'invoke_agent' },
    name: 'gen_ai.agent.name',
    version: 'gen_ai.agent.version',
  },
  tool: {
    always: { [OPERATION]: 'execute_tool', 'gen_ai.tool.type': 'function' },
    name: 'gen_ai.tool.name',
  },
};

const TOOL_ARGUMENTS = 'gen_ai.tool.call.arguments';
const TOOL_RESULT = 'gen_ai.tool.call.result';

/** What `init({ dialects: ['gen_ai'] })` adds. */
export const genAi: Dialect = {
  describe: (entity) =>
    described({ ...entity, version: text(entity.version) }, VOCABULARY),
  input: ({ kind, json, only }) =>
    kind === 'tool' ? { [TOOL_ARGUMENTS]: only ?? json } : {},
  output: ({ kind, json }) => (kind === 'tool' ? { [TOOL_RESULT]: json } : {}),
};

/** Here a version is never a number. */
function text(version: string | number | undefined): string | undefined {
  return version === undefined ? undefined : String(version);
}
