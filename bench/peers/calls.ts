/** What one wrapped call costs, library by library. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ratioTable } from '../table';
import type { CallTimes } from './call';
import { moduleOf, type Peer } from './peers';

const SCRIPT = join(__dirname, 'call.ts');
const EVERSPAN = { name: 'everspan', packages: [] };
/** By hand it has no function of its own. */
const BY_HAND = 'opentelemetry';

/** The table of wrapped calls. */
export async function callsTable(peers: readonly Peer[]): Promise<string> {
  const rows: (readonly string[])[] = [];
  for (const peer of [EVERSPAN, ...peers]) {
    if (peer.name === BY_HAND) continue;
    rows.push(rowOf(peer, await timesOf(peer)));
  }
  return ratioTable(
    ['library', 'sync ns', 'to by hand', 'async ns', 'to by hand'],
    rows,
  );
}

function rowOf({ name }: Peer, times: CallTimes): readonly string[] {
  return [
    name,
    times.sync.toFixed(0),
    (times.sync / times.syncByHand).toFixed(2),
    times.async.toFixed(0),
    (times.async / times.asyncByHand).toFixed(2),
  ];
}

async function timesOf(peer: Peer): Promise<CallTimes> {
  const args = ['--require', 'ts-node/register/transpile-only', SCRIPT];
  const child = spawn(process.execPath, [...args, moduleOf(peer)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8');
  for await (const chunk of child.stdout) output += String(chunk);
  const lines = output.trim().split('\n');
  return JSON.parse(lines.at(-1) ?? '') as CallTimes;
}
