/** An agent that answers, one whose tool fails, one whose key is wrong. */
import { startModel } from './model-server';
import { play } from '../support/stage';

const RUNS: readonly (readonly [question: string, key: string])[] = [
  ['Where is o-7?', 'right'],
  ['Where is o-9?', 'right'],
  ['Where is o-7?', 'wrong'],
];

/** What a backend for agents reads of each, whose names these are. */
function tellOperation(attributes: Readonly<Record<string, unknown>>): void {
  const operation = attributes['gen_ai.operation.name'];
  if (operation === undefined) return;
  const { 'input.value': input, 'output.value': output } = attributes;
  console.log(operation, '|', input, '|', output);
}

void play(__dirname, async (stage) => {
  const model = await startModel();
  for (const [question, key] of RUNS) {
    const env = { OPENAI_BASE_URL: model.url, OPENAI_API_KEY: key };
    await stage.run('assistant', { args: [question], env });
  }
  await model.close();
  for (const { attributes } of stage.spans()) tellOperation(attributes);
});
