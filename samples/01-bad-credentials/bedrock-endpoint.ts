/** Stands in for Amazon Bedrock where there is no network. */
import { createServer, type Http2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';

/** `BEDROCK_ENDPOINT` when it is set, else an endpoint of our own. */
export async function bedrockEndpoint(): Promise<string> {
  return process.env.BEDROCK_ENDPOINT ?? addressOf(await localEndpoint());
}

/**
 * Refuses every request as Bedrock refuses wrong keys. It speaks HTTP/2 like
 * Bedrock: this client uses nothing else by default.
 */
function localEndpoint(): Promise<Http2Server> {
  const server = createServer();
  server.on('stream', (stream) => {
    stream.respond({
      ':status': 403,
      'content-type': 'application/json',
      'x-amzn-errortype': 'UnrecognizedClientException',
    });
    const message = 'The security token included in the request is invalid.';
    stream.end(JSON.stringify({ message }));
  });
  server.unref();
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}

function addressOf(server: Http2Server): string {
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}
