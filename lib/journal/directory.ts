/**
 * The folder of the journals: ours alone, and nobody else's trap.
 *
 * A folder with a known name in a shared place can be made by somebody else
 * before us, as a link to where it hurts. So nothing is written into a folder
 * that is not a real one, owned by this user and closed to others.
 */
import { existsSync, lstatSync, mkdirSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { reason } from '../internal/diag';
import { variable } from '../internal/env';

/** A usable folder, or why there is none. */
export type Folder =
  | { readonly kind: 'usable'; readonly path: string }
  | { readonly kind: 'refused'; readonly why: string };

const OWNER_ONLY = 0o700;
const OTHERS = 0o077;
const NAME = 'everspan';

/** @see https://specifications.freedesktop.org/basedir-spec/latest/ */
const STATE_VARIABLE =
  process.platform === 'win32' ? 'LOCALAPPDATA' : 'XDG_STATE_HOME';
/** In the home folder, where the variable is not set. */
const STATE_FOLDER = stateFolderOn(process.platform);

/**
 * The folder asked for, else the user's state folder, else one in the
 * temporary folder.
 */
export function openDirectory(asked: string | undefined): Folder {
  if (asked !== undefined) return openAsked(asked);
  const state = claimState();
  if (state.kind === 'usable') return state;
  const temporary = claimFolder(temporaryFolder());
  return temporary.kind === 'usable' ? temporary : state;
}

/**
 * A mounted volume often belongs to somebody else and is open to all; then a
 * folder of our own is made inside it.
 */
function openAsked(path: string): Folder {
  const itself = claimFolder(path);
  if (itself.kind === 'usable') return itself;
  const inside = claimFolder(join(path, userFolder()));
  return inside.kind === 'usable' ? inside : itself;
}

function claimState(): Folder {
  const path = stateFolder();
  if (path !== undefined) return claimFolder(path);
  return { kind: 'refused', why: 'this user has no home folder' };
}

/** Makes the folder if need be, and looks whether it may be trusted. */
export function claimFolder(asked: string): Folder {
  try {
    // It throws where the working folder is gone.
    const path = resolve(asked);
    make(path);
    const why = distrust(path);
    if (why === undefined) return { kind: 'usable', path };
    return { kind: 'refused', why: `${path} ${why}` };
  } catch (error) {
    return { kind: 'refused', why: reason(error) };
  }
}

/**
 * Node's own recursive way turns for ever where a folder can be made in by
 * nobody and says that it is not there, as `/proc` does.
 */
function make(path: string): void {
  const parent = dirname(path);
  if (parent !== path && !existsSync(parent)) make(parent);
  try {
    mkdirSync(path, { mode: OWNER_ONLY });
  } catch (error) {
    // What is there is looked at next, whatever it is.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function distrust(path: string): string | undefined {
  const found = lstatSync(path);
  if (!found.isDirectory()) return 'is not a folder';
  const user = process.getuid?.();
  // Windows: no owner to compare; the profile folder is the user's already.
  if (user === undefined) return undefined;
  if (found.uid !== user) return 'belongs to another user';
  if ((found.mode & OTHERS) !== 0) return 'is open to other users';
  return undefined;
}

function stateFolder(): string | undefined {
  const parent = variable(STATE_VARIABLE);
  // A relative one is to be ignored, says the specification.
  if (parent !== undefined && isAbsolute(parent)) return join(parent, NAME);
  const home = homeFolder();
  return home && join(home, ...STATE_FOLDER, NAME);
}

function stateFolderOn(platform: NodeJS.Platform): readonly string[] {
  if (platform === 'darwin') return ['Library', 'Application Support'];
  if (platform === 'win32') return ['AppData', 'Local'];
  return ['.local', 'state'];
}

/** A container may run as a user whom nobody knows. */
function homeFolder(): string | undefined {
  try {
    const home = homedir();
    return isAbsolute(home) ? home : undefined;
  } catch {
    // No variable, and no entry in the list of users.
    return undefined;
  }
}

function temporaryFolder(): string {
  return join(tmpdir(), userFolder());
}

/** A temporary folder is shared: every user has a folder of his own in it. */
function userFolder(): string {
  return `${NAME}-${String(process.getuid?.() ?? 'user')}`;
}
