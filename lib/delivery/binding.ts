/** What binds the journals of this process to where their spans may go. */
import { fingerprint } from '../journal/fingerprint';
import type { Binding } from '../journal/header';
import type { Destination } from './destination';

/** Of destinations that ask for no credentials: any two of them are alike. */
const NONE = 'none';

/** For journals in `folder`, of the `service` that sends to `destination`. */
export function bindingOf(
  folder: string,
  service: string,
  destination: Destination,
): Binding {
  const credentials = credentialsOf(destination);
  const hasAny = Object.keys(credentials).length > 0;
  return {
    service,
    endpoint: destination.printable,
    // A fingerprint keeps a secret in the folder, which is left clean without.
    credentials: hasAny ? fingerprint(folder, credentials) : NONE,
  };
}

/** They differ between versions of this library, and give access to nothing. */
const NO_CREDENTIALS = ['user-agent', 'content-type', 'content-encoding'];

/** All by which a backend can tell whose spans these are. */
function credentialsOf(destination: Destination): Record<string, string> {
  const { headers, path, tls } = destination;
  const own = Object.entries(headers).filter(
    ([name]) => !NO_CREDENTIALS.includes(name),
  );
  return {
    ...Object.fromEntries(own),
    ...(path.includes('?') && { ':path': path }),
    ...(tls.cert !== undefined && { ':certificate': tls.cert.toString() }),
  };
}
