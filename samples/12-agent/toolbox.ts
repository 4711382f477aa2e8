/** What the model may ask for. */
import { tool } from 'everspan';
import type { ChatCompletionFunctionTool } from 'openai/resources/chat/completions';

export const TOOLS: readonly ChatCompletionFunctionTool[] = [
  {
    type: 'function',
    function: {
      name: 'find_parcel',
      description: 'Where the parcel of an order is',
      parameters: {
        type: 'object',
        properties: { order: { type: 'string' } },
        required: ['order'],
      },
    },
  },
];

export class Toolbox {
  /** @param json - what the model says are the arguments */
  use(name: string, json: string): Promise<string> {
    const { order } = JSON.parse(json) as { readonly order: string };
    if (name === 'find_parcel') return this.findParcel(order);
    throw new RangeError(`no tool ${name}`);
  }

  @tool('find_parcel')
  async findParcel(order: string): Promise<string> {
    await Promise.resolve();
    if (order !== 'o-7') throw new Error(`${order} was never sent`);
    return 'at the customs office';
  }
}
