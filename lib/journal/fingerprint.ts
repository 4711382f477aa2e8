/**
 * Tells whether two processes send with the same credentials, without writing
 * them anywhere.
 *
 * A plain hash of a key could be tried out by who reads the disk. So the hash
 * is keyed with a secret that lies in the folder and is of no use elsewhere.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { linkSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SECRET_BYTES = 32;
const OWNER_ONLY = 0o600;

/** A fingerprint of `credentials`, or empty where no secret can be kept. */
export function fingerprint(
  folder: string,
  credentials: Readonly<Record<string, string>>,
): string {
  const path = join(folder, 'secret');
  const secret = readSecret(path) ?? makeSecret(path) ?? readSecret(path);
  if (!secret) return '';
  const sorted = Object.entries(credentials).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return createHmac('sha256', secret)
    .update(JSON.stringify(sorted))
    .digest('hex');
}

function readSecret(path: string): Buffer | undefined {
  try {
    const secret = readFileSync(path);
    return secret.length === SECRET_BYTES ? secret : undefined;
  } catch {
    // Not there yet, or not readable: without a secret, nothing is concluded.
    return undefined;
  }
}

/**
 * Written aside and linked into place whole: many processes may start at once,
 * and one may be killed while it writes.
 */
function makeSecret(path: string): Buffer | undefined {
  const secret = randomBytes(SECRET_BYTES);
  const aside = `${path}-${randomBytes(6).toString('hex')}`;
  try {
    writeFileSync(aside, secret, { flag: 'wx', mode: OWNER_ONLY });
    linkSync(aside, path);
    return secret;
  } catch {
    // Somebody else was faster, or the disk refuses; reading tells which.
    return undefined;
  } finally {
    remove(aside);
  }
}

function remove(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It was never written.
  }
}
