/** Takes what Sentry sends, and reads the spans out of it. */
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { close, listen } from '../support/backend';

interface SentrySpan {
  readonly name: string;
  readonly workflow: unknown;
}

export interface SentryServer {
  readonly url: string;
  readonly spans: readonly SentrySpan[];
  close(): Promise<void>;
}

export async function startSentryServer(): Promise<SentryServer> {
  const spans: SentrySpan[] = [];
  const server = createServer((request, response) => {
    void spansIn(request).then((sent) => {
      spans.push(...sent);
      response.end('{}');
    });
  });
  const { port } = await listen(server);
  return {
    url: `http://localhost:${port}`,
    spans,
    close: () => close(server),
  };
}

/** An envelope is lines of JSON. */
async function spansIn(
  request: IncomingMessage,
): Promise<readonly SentrySpan[]> {
  const lines = (await text(request)).split('\n').filter((line) => line !== '');
  return lines.flatMap((line) => spansOf(JSON.parse(line) as Part));
}

/** Of version 10, a root with the spans below it; of version 11, a list. */
function spansOf(part: Part): readonly SentrySpan[] {
  const { transaction, contexts, spans = [], items = [] } = part;
  const root = {
    name: transaction,
    workflow: contexts?.trace.data?.[WORKFLOW],
  };
  return [
    ...(contexts?.trace && transaction ? [root as SentrySpan] : []),
    ...spans.map(({ description, data }) => ({
      name: description,
      workflow: data[WORKFLOW],
    })),
    ...items.map(({ name, attributes }) => ({
      name,
      workflow: attributes[WORKFLOW]?.value,
    })),
  ];
}

const WORKFLOW = 'everspan.workflow.name';

type Values = Readonly<Record<string, unknown>>;

interface Part {
  readonly transaction?: string;
  readonly contexts?: { readonly trace: { readonly data?: Values } };
  readonly spans?: readonly {
    readonly description: string;
    readonly data: Values;
  }[];
  readonly items?: readonly {
    readonly name: string;
    readonly attributes: Readonly<Record<string, { readonly value: unknown }>>;
  }[];
}
