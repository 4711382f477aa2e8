/** Starts a viewer, and says who is there already. */
import { everspanError, type ErrorCode } from '../internal/errors';
import { serve, type ServeOptions, type Viewer } from '../viewer/serve';
import { portHolder } from './port-holder';

const CODE = 'ERR_EVERSPAN_PORT_TAKEN' satisfies ErrorCode;

/**
 * Listens on `port`.
 *
 * @throws `ERR_EVERSPAN_PORT_TAKEN` with who may hold it, and what to do
 */
export async function listenOn(
  port: number,
  options: ServeOptions,
): Promise<Viewer> {
  try {
    return await serve({ ...options, port });
  } catch (error) {
    if (!isPortTaken(error)) throw error;
    const { description } = await portHolder(port);
    const choice = 'Choose another with --port, or any free one with --port 0.';
    const detail = `Port ${port} is taken by ${description}. ${choice}`;
    throw everspanError(CODE, detail);
  }
}

/** Whether somebody else listens there. */
export function isPortTaken(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  );
}
