/** A viewer beside the program of `everspan run --view`. */
import { serve, type Viewer } from '../viewer/serve';
import { isPortTaken } from './listen';
import { portHolder } from './port-holder';
import { untilToldToEnd } from './told-to-end';
import { DEFAULT_PORT } from './view-options';

export interface ViewBeside {
  readonly url: string;
  /** The line for a person. */
  readonly told: string;
  /** The program is over: waits until a person has seen enough. */
  readonly linger: (howItEnded: string) => Promise<void>;
}

/**
 * The everspan view that is open already, or else one of our own; on another
 * port where somebody else has the usual one.
 */
export async function openBeside(
  port: number = DEFAULT_PORT,
): Promise<ViewBeside> {
  try {
    return ofOurOwn(await serve({ port }));
  } catch (error) {
    if (!isPortTaken(error)) throw error;
    const { isView } = await portHolder(port);
    if (isView) return openAlready(`http://127.0.0.1:${port}`);
    return ofOurOwn(await serve({ port: 0 }));
  }
}

function openAlready(url: string): ViewBeside {
  const told = `traces are shown on ${url}, which was open already`;
  return { url, told, linger: () => Promise.resolve() };
}

function ofOurOwn(viewer: Viewer): ViewBeside {
  const { url } = viewer;
  return {
    url,
    told: `traces are shown on ${url}`,
    linger: async (howItEnded) => {
      // Nobody looks where nobody could press Ctrl-C.
      if (process.stderr.isTTY) {
        tell(`the program ${howItEnded}; see ${url}, Ctrl-C ends this`);
        await untilToldToEnd();
      }
      await viewer.close();
    },
  };
}

/**
 * Makes `env` lead to `url`, wherever it led before. Headers are for the other
 * backend, and stay away from this one.
 */
export function leadTo(url: string, env: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(env)) {
    if (EXPORT.test(name)) Reflect.deleteProperty(env, name);
  }
  env['OTEL_EXPORTER_OTLP_ENDPOINT'] = url;
  // So that it is asked what it wants to know before the first span ends.
  env['EVERSPAN_VIEW'] = url;
}

const EXPORT = /^OTEL_EXPORTER_OTLP_(TRACES_)?(ENDPOINT|HEADERS|PROTOCOL)$/;

function tell(line: string): void {
  console.error(`everspan: ${line}`);
}
