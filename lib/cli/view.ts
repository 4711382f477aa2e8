/** `everspan view`: receives traces, and shows them on a page. */
import { reason } from '../internal/diag';
import type { ServeOptions } from '../viewer/serve';
import { TraceStore } from '../viewer/store/trace-store';
import { openJsonLines, type JsonLines } from './json-lines';
import { listenOn } from './listen';
import { openFile, type Opened } from './open-file';
import { untilToldToEnd } from './told-to-end';
import { readViewOptions, type ViewOptions } from './view-options';

const HELP = `Usage: everspan view [option...]

A backend for a laptop: receives traces and logs over OTLP/HTTP, from everspan
or any other sender, and shows them on a page. Ctrl-C ends it, and what it
holds is gone unless it is saved.

  --port 4318        where to listen; 0 takes any free port
  --host 127.0.0.1   the address to listen on. Who reaches it can read and
                     write traces: others than loopback are for networks that
                     you trust
  --save file.jsonl  appends what arrives to a file: OTLP JSON, one request per
                     line, as the Collector and Jaeger read it
  --open file.jsonl  shows what such a file holds; can be given again
  --max-bytes n      memory for traces, 67108864 (64 MiB) by default; then
                     whole traces go, the oldest successful ones first
  --cors origin      lets pages of this origin send from a browser; they can
                     read nothing. Can be given again
  --help             tells this

Exit code: 0 when it was told to end, 1 when it cannot listen, 2 for a mistake
on the command line.`;

/** Does `everspan view`. */
export async function view(args: readonly string[]): Promise<number> {
  const options = readViewOptions(args);
  if (options === undefined) {
    console.log(HELP);
    return 0;
  }
  const store = storeOf(options);
  for (const path of options.open)
    tellOpened(path, await openFile(path, store));
  await serveUntilToldToEnd(store, options);
  return 0;
}

function storeOf({ maxBytes }: ViewOptions): TraceStore {
  return new TraceStore(maxBytes === undefined ? {} : { maxBytes });
}

async function serveUntilToldToEnd(
  store: TraceStore,
  options: ViewOptions,
): Promise<void> {
  const { port, host, cors, save } = options;
  const file = save === undefined ? undefined : openJsonLines(save, false);
  const saving = file && save !== undefined ? savingTo(file, save) : {};
  const viewer = await listenOn(port, { host, cors, store, ...saving });
  if (!isLoopback(host)) tellOfHost(viewer.url);
  console.log(greeting(viewer.url));
  await untilToldToEnd();
  await viewer.close();
  file?.close();
}

/** A full disk is no reason to show nothing. */
function savingTo(file: JsonLines, path: string): Pick<ServeOptions, 'onLine'> {
  let isBroken = false;
  return {
    onLine: (line) => {
      try {
        file.append([line]);
        isBroken = false;
      } catch (error) {
        if (!isBroken) tell(`cannot save to ${path}: ${reason(error)}`);
        isBroken = true;
      }
    },
  };
}

function tellOpened(path: string, opened: Opened): void {
  const { items, lost, badLines, firstBad } = opened;
  console.log(`${path}: ${items} spans and log records`);
  if (lost > 0) tell(`${path}: ${lost} of them could not be kept`);
  if (badLines > 0) {
    tell(`${path}: ${badLines} line(s) skipped; ${firstBad}`);
  }
}

/** Names that lead nowhere but to this machine. */
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;

function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

function tellOfHost(url: string): void {
  tell(`who reaches ${url} can read and write traces; there is no password`);
}

function greeting(url: string): string {
  return [
    `Traces are shown on ${url}`,
    '',
    'Start a program that sends them here, for example with',
    '',
    `  OTEL_EXPORTER_OTLP_ENDPOINT=${url} npx everspan run -- node app.js`,
    '',
    'Ctrl-C ends it.',
  ].join('\n');
}

function tell(line: string): void {
  console.error(`everspan: ${line}`);
}
