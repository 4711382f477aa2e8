/**
 * Looks names up as the system does, but only while somebody answers.
 *
 * Node waits for a lookup under way before it lets a process end: with a name
 * server that is silent, for many seconds. So the name servers are asked first
 * over sockets that keep nobody alive; what they say does not matter, for who
 * answers us answers the system as quickly. Names and addresses remain the
 * system's business: its hosts file, its search domains, its caches.
 */
import { createSocket, type Socket } from 'node:dgram';
import { getServers, lookup, type LookupAddress } from 'node:dns';
import { readFileSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { after } from '../internal/clock';

/** Finds all addresses of a host. */
export type Find = (
  hostname: string,
  options: { readonly all: true },
  callback: (
    error: NodeJS.ErrnoException | null,
    found: LookupAddress[],
  ) => void,
) => void;

/** Asks whether any name server answers. */
export type Ask = (
  hostname: string,
  callback: (answers: boolean) => void,
) => void;

/** A satellite's answer takes one. */
const SILENT_MS = 2_000;
/** A system may know names by other ways than we can see: it is tried then. */
const MAX_SILENCES = 3;
const PORT = 53;
const HOSTS_FILE = '/etc/hosts';

/** The system's lookup, which is spared while the name servers are silent. */
export function sparingLookup(
  find: Find = lookup,
  ask: Ask = nameServerAnswers,
): Find {
  let silences = 0;
  let isAskingUseless = false;
  return (hostname, options, callback) => {
    if (isAskingUseless || isKnownHere(hostname)) {
      find(hostname, options, callback);
      return;
    }
    ask(hostname, (answers) => {
      silences = answers ? 0 : silences + 1;
      if (!answers && silences < MAX_SILENCES) {
        callback(silence(hostname), []);
        return;
      }
      find(hostname, options, (error, found) => {
        isAskingUseless = !answers && !error;
        silences = 0;
        callback(error, found);
      });
    });
  };
}

/** Whether the system needs nobody to look `hostname` up. */
export function isKnownHere(hostname: string): boolean {
  // Its hosts file stands elsewhere, and asking first is not worth a search.
  if (process.platform === 'win32') return true;
  try {
    const lines = readFileSync(HOSTS_FILE, 'utf8').toLowerCase().split('\n');
    const names = lines.flatMap((line) => line.replace(/#.*/, '').split(/\s+/));
    return names.includes(hostname.toLowerCase());
  } catch {
    // No such file, or one that we may not read.
    return false;
  }
}

function silence(hostname: string): NodeJS.ErrnoException {
  const error = new Error(`no name server answers for ${hostname}`);
  return Object.assign(error, { code: 'EAI_AGAIN' });
}

/** Asks all of them at once. A refusal is quick, and so as good as an answer. */
export function nameServerAnswers(
  hostname: string,
  callback: (answers: boolean) => void,
  servers: readonly string[] = getServers(),
): void {
  const query = queryFor(hostname);
  const sockets: Socket[] = [];
  let isOver = false;
  const finish = (answers: boolean): void => {
    if (isOver) return;
    isOver = true;
    cancel();
    for (const socket of sockets) socket.close();
    callback(answers);
  };
  const cancel = after(SILENT_MS, () => {
    finish(false);
  });
  const answered = (): void => {
    finish(true);
  };
  try {
    for (const server of servers) sockets.push(send(query, server, answered));
  } catch {
    // Sockets are forbidden here: the system may still have its ways.
    answered();
  }
}

function send(query: Buffer, server: string, answered: () => void): Socket {
  const { address, port } = partsOf(server);
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
  socket.unref();
  socket.on('message', answered);
  socket.on('error', answered);
  socket.on('connect', () => {
    // Without a callback its errors come as events.
    socket.send(query);
  });
  socket.connect(port, address);
  return socket;
}

/** `192.0.2.1`, `2001:db8::1`, or one of them in brackets with a port. */
function partsOf(server: string): { address: string; port: number } {
  if (isIPv6(server)) return { address: server, port: PORT };
  const colon = server.lastIndexOf(':');
  if (colon === -1) return { address: server, port: PORT };
  const address = server.slice(0, colon).replace(/^\[|\]$/g, '');
  return { address, port: Number(server.slice(colon + 1)) };
}

const ID = 0xe5;
const RECURSION_DESIRED = 0x0100;
const A = 1;
const INTERNET = 1;

/** @see https://www.rfc-editor.org/rfc/rfc1035#section-4 */
function queryFor(hostname: string): Buffer {
  const header = [ID, RECURSION_DESIRED, 1, 0, 0, 0];
  const labels = hostname.split('.').filter((label) => label !== '');
  return Buffer.concat([
    bigEndian(header),
    ...labels.map((label) => Buffer.from(`${lengthOf(label)}${label}`)),
    Buffer.alloc(1),
    bigEndian([A, INTERNET]),
  ]);
}

function lengthOf(label: string): string {
  return String.fromCharCode(label.length);
}

function bigEndian(numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(2 * numbers.length);
  numbers.forEach((number, index) => bytes.writeUInt16BE(number, 2 * index));
  return bytes;
}
