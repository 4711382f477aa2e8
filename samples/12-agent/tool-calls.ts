/** A streamed call of a tool comes in pieces. Pure, but for the list. */
import type {
  ChatCompletionChunk,
  ChatCompletionMessageFunctionToolCall as ToolCall,
} from 'openai/resources/chat/completions';

type Piece = NonNullable<
  ChatCompletionChunk.Choice.Delta['tool_calls']
>[number];

export function addDelta(calls: ToolCall[], piece: Piece): void {
  const { index, id = '', function: part = {} } = piece;
  const call = (calls[index] ??= {
    id,
    type: 'function',
    function: { name: '', arguments: '' },
  });
  call.function.name += part.name ?? '';
  call.function.arguments += part.arguments ?? '';
}
