/** The loop: ask the model, do what it asks for, until it answers. */
import { agent, task } from 'everspan';
import OpenAI from 'openai';
import type {
  ChatCompletionMessageFunctionToolCall as ToolCall,
  ChatCompletionMessageParam as Message,
} from 'openai/resources/chat/completions';
import { addDelta } from './tool-calls';
import { TOOLS, Toolbox } from './toolbox';

const MODEL = 'gpt-4o-mini';
const MAX_STEPS = 4;

export class SupportAgent {
  readonly #client = new OpenAI({ maxRetries: 0 });
  readonly #toolbox = new Toolbox();

  /** The span lasts until the last piece is taken, or nobody wants more. */
  @agent({ name: 'support agent' })
  async *answer(question: string): AsyncGenerator<string> {
    const messages: Message[] = [{ role: 'user', content: question }];
    for (let step = 0; step < MAX_STEPS; step += 1) {
      const calls: ToolCall[] = [];
      yield* this.ask(messages, calls);
      if (calls.length === 0) return;
      messages.push({ role: 'assistant', tool_calls: calls });
      for (const call of calls) {
        const content = await this.#use(call);
        messages.push({ role: 'tool', tool_call_id: call.id, content });
      }
    }
  }

  /** Streams what the model says, and notes which tools it asks for. */
  @task({ name: 'ask model', attributes: { 'gen_ai.request.model': MODEL } })
  async *ask(
    messages: readonly Message[],
    calls: ToolCall[],
  ): AsyncGenerator<string> {
    const stream = await this.#client.chat.completions.create({
      model: MODEL,
      messages: [...messages],
      tools: [...TOOLS],
      stream: true,
    });
    for await (const { choices } of stream) {
      const delta = choices[0]?.delta;
      for (const part of delta?.tool_calls ?? []) addDelta(calls, part);
      if (delta?.content) yield delta.content;
    }
  }

  /** A tool that fails is no failure of the agent: the model is told. */
  async #use({
    function: { name, arguments: args },
  }: ToolCall): Promise<string> {
    try {
      return await this.#toolbox.use(name, args);
    } catch (error) {
      return String(error);
    }
  }
}
