/** Finds the program of a broker on this machine. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A program that a package of the operating system brings. */
export interface Program {
  readonly command: string;
  /** Its package in Debian and Ubuntu. */
  readonly debian: string;
  /** Its formula in Homebrew. */
  readonly homebrew: string;
}

/** Debian's wrapper around RabbitMQ runs for root only; this is what it wraps. */
const FIRST = ['/usr/lib/rabbitmq/bin'];
/** Where servers are, and where a user's `PATH` often does not lead. */
const LAST = ['/usr/sbin', '/usr/local/sbin', '/opt/homebrew/sbin'];

/** Where `program` is, or `undefined` where it is not installed. */
export function pathTo({ command }: Program): string | undefined {
  const { PATH = '' } = process.env;
  const folders = [...FIRST, ...PATH.split(delimiter), ...LAST];
  return folders.map((each) => join(each, command)).find(existsSync);
}

/** Throws with the words that install it. */
export function requirePath(program: Program): string {
  const path = pathTo(program);
  if (path !== undefined) return path;
  const { command, debian, homebrew } = program;
  throw new Error(
    `${command} is not installed. ` +
      `Debian, Ubuntu: apt-get install ${debian}; macOS: brew install ${homebrew}.`,
  );
}
