/** A support assistant that is started with wrong AWS keys. */
import './tracing';
import {
  BedrockRuntimeClient,
  InvokeModelCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { task, workflow } from 'everspan';
import { bedrockEndpoint } from './bedrock-endpoint';

interface Ticket {
  readonly id: string;
  readonly question: string;
}

class SupportAssistant {
  readonly #client: BedrockRuntimeClient;

  constructor(client: BedrockRuntimeClient) {
    this.#client = client;
  }

  @workflow({ correlationId: (ticket: Ticket) => ticket.id })
  async answer(ticket: Ticket): Promise<string> {
    try {
      const prompt = this.writePrompt(ticket);
      return await this.askModel(prompt);
    } catch (error) {
      console.error(`Ticket ${ticket.id}: ${String(error)}`);
      // The trace survives this line: that is what the sample is about.
      process.exit(1);
    }
  }

  @task
  writePrompt({ question }: Ticket): string {
    return `Answer in one sentence: ${question}`;
  }

  @task
  async askModel(prompt: string): Promise<string> {
    const messages = [{ role: 'user', content: [{ text: prompt }] }];
    const { body } = await this.#client.send(
      new InvokeModelCommand({
        modelId: 'amazon.nova-lite-v1:0',
        contentType: 'application/json',
        body: JSON.stringify({ messages }),
      }),
    );
    return body.transformToString();
  }
}

async function main(): Promise<void> {
  const client = new BedrockRuntimeClient({
    region: 'us-east-1',
    endpoint: await bedrockEndpoint(),
    credentials: { accessKeyId: 'wrong', secretAccessKey: 'wrong' },
  });
  const assistant = new SupportAssistant(client);
  const ticket = { id: 'T-1001', question: 'Where is my parcel?' };
  console.log(await assistant.answer(ticket));
}

void main();
