/** Says who holds a port, as well as this machine can tell. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { after } from '../internal/clock';
import { VIEWER_HEADER } from '../viewer/http/respond';

const run = promisify(execFile);
/** On loopback nobody takes as long, save on a machine that is starved. */
const PROBE_TIMEOUT_MS = 5_000;

/** Who listens on a port, for a person and for a program. */
export interface PortHolder {
  /** `node (pid 123), an OTLP receiver` */
  readonly description: string;
  readonly isView: boolean;
}

/** Never rejects. */
export async function portHolder(port: number): Promise<PortHolder> {
  const [process, service] = await Promise.all([
    processOn(port),
    serviceOn(port),
  ]);
  const parts = [process ?? 'another process', service];
  return {
    description: parts.filter(Boolean).join(', '),
    isView: service === VIEW,
  };
}

async function processOn(port: number): Promise<string | undefined> {
  return (await askLsof(port)) ?? (await askSs(port));
}

async function askLsof(port: number): Promise<string | undefined> {
  const only = [`-iTCP:${port}`, '-sTCP:LISTEN'];
  const fields = await outputOf('lsof', ['-nP', ...only, '-Fpc']);
  return named(/^c(.+)$/m.exec(fields)?.[1], /^p(\d+)$/m.exec(fields)?.[1]);
}

async function askSs(port: number): Promise<string | undefined> {
  const line = await outputOf('ss', ['-Hltnp', `sport = :${port}`]);
  const [, name, pid] = /\("([^"]+)",pid=(\d+)/.exec(line) ?? [];
  return named(name, pid);
}

function named(
  name: string | undefined,
  pid: string | undefined,
): string | undefined {
  return name === undefined || pid === undefined
    ? undefined
    : `${name} (pid ${pid})`;
}

async function outputOf(command: string, args: string[]): Promise<string> {
  try {
    return (await run(command, args)).stdout;
  } catch {
    // Not installed, not allowed, or nothing found: there are other ways.
    return '';
  }
}

const VIEW = 'an everspan view';

/** An empty request is one that every OTLP receiver answers with 200. */
async function serviceOn(port: number): Promise<string | undefined> {
  const patience = new AbortController();
  const stop = after(PROBE_TIMEOUT_MS, () => {
    patience.abort();
  });
  try {
    const { ok, headers } = await fetch(`http://127.0.0.1:${port}/v1/traces`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{}',
      signal: patience.signal,
    });
    if (headers.has(VIEWER_HEADER)) return VIEW;
    return ok ? 'an OTLP receiver' : 'an HTTP server';
  } catch {
    // It speaks something else, or nothing at all.
    return undefined;
  } finally {
    stop();
  }
}
