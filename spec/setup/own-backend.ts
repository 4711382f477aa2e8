/** A backend of the spec's own, for what is set up in this process. */
import { trace } from '@opentelemetry/api';
import { currentHandle } from '../../lib/setup/init';
import { AnsweringServer } from '../delivery/answering-server';
import { ownEnvironment } from './own-environment';

/**
 * Starts one for each spec of the `describe` it is called in, in an environment
 * that names it. What was set up is shut down first when the spec is over.
 */
export function ownBackend(): () => AnsweringServer {
  const setVariables = ownEnvironment();
  let server: AnsweringServer;

  beforeEach(async () => {
    server = await new AnsweringServer().listen();
    const endpoint = `http://localhost:${server.port}`;
    setVariables({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
  });

  afterEach(async () => {
    await currentHandle()?.shutdown();
    trace.disable();
    await server.close();
  });

  return () => server;
}
