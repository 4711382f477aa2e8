/**
 * Tells the supervisor of `everspan run` how this program delivers.
 *
 * Should the program be killed, the supervisor sends what it left, and for
 * that it needs what `init()` was given: endpoint, headers, certificates. They
 * go over a private socket and never over the disk. The message is written
 * before `init()` returns and does not keep the program alive; if it is lost
 * all the same, the journal stays and waits for the next start.
 */
import { writeSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import type { Destination } from '../delivery/destination';
import type { DiskOptions } from '../delivery/disk';
import { variable } from '../internal/env';
import { type FieldType, hasFields } from '../internal/has-fields';
import { openDirectory } from '../journal/directory';
import type { DeliveryPlan } from './delivery-plan';

/** Where the supervisor listens. */
export const HAND_OVER_VARIABLE = 'EVERSPAN_RUN_SOCKET';

/** What `init()` decided. */
export interface Decided {
  readonly journal: DiskOptions;
  readonly destination: Destination;
}

/** Tells the supervisor, if one listens. Never throws. */
export function handOver({ journal, destination }: Decided): void {
  const path = variable(HAND_OVER_VARIABLE);
  if (path === undefined) return;
  try {
    const folder = openDirectory(journal.directory);
    if (folder.kind === 'refused') return;
    const { service } = journal;
    const plan: DeliveryPlan = { service, folder: folder.path, destination };
    send(path, Buffer.from(JSON.stringify(plan)));
  } catch {
    // The supervisor is gone, or sockets are forbidden here: the file stays.
  }
}

/** The plan in a message; `undefined` if it is none. */
export function readHandOver(message: string): DeliveryPlan | undefined {
  try {
    const value: unknown = JSON.parse(message, reviveBytes);
    return isPlan(value) ? value : undefined;
  } catch {
    // Cut short by the death of who wrote it.
    return undefined;
  }
}

function send(path: string, message: Buffer): void {
  const socket = connect(path);
  socket.unref();
  // A supervisor that is gone is nobody's business.
  socket.on('error', () => undefined);
  const written = writeNow(socket, message);
  socket.end(message.subarray(written));
}

/**
 * A local socket is connected when `connect` returns, but Node writes in the
 * next turn of its loop only: too late for who dies in this one.
 */
function writeNow(socket: Socket, message: Buffer): number {
  const descriptor = descriptorOf(socket);
  if (descriptor === undefined) return 0;
  try {
    return writeSync(descriptor, message);
  } catch {
    // Not connected yet: then in the usual way.
    return 0;
  }
}

function descriptorOf(socket: Socket): number | undefined {
  const handle: unknown = Reflect.get(socket, '_handle');
  if (typeof handle !== 'object' || handle === null) return undefined;
  const descriptor: unknown = Reflect.get(handle, 'fd');
  const isOpen = typeof descriptor === 'number' && descriptor >= 0;
  return isOpen ? descriptor : undefined;
}

/** Certificates may be bytes. */
function reviveBytes(_key: string, value: unknown): unknown {
  const isBytes =
    hasFields(value, { type: 'string', data: 'object' }) &&
    value['type'] === 'Buffer' &&
    Array.isArray(value['data']);
  return isBytes ? Buffer.from(value['data'] as number[]) : value;
}

const PLAN_FIELDS: Readonly<Record<keyof DeliveryPlan, FieldType>> = {
  service: 'string',
  folder: 'string',
  destination: 'object',
};

/** A proxy may be there or not. */
const DESTINATION_FIELDS: Readonly<
  Record<Exclude<keyof DeliveryPlan['destination'], 'proxy'>, FieldType>
> = {
  printable: 'string',
  secure: 'boolean',
  hostname: 'string',
  port: 'number',
  path: 'string',
  headers: 'object',
  gzip: 'boolean',
  tls: 'object',
  timeoutMs: 'number',
};

/** Our own message, from a program of the same user: a check against mishaps. */
function isPlan(value: unknown): value is DeliveryPlan {
  return (
    hasFields(value, PLAN_FIELDS) &&
    hasFields(value['destination'], DESTINATION_FIELDS)
  );
}
