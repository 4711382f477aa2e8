/**
 * File names: they say what a file is and who has claimed it, so that both
 * can be known, and changed by a rename, without opening it. Pure.
 */
import type { Owner } from './owner';

/** The format is in the name too: other versions leave the file alone. */
const SUFFIX = '.everspan1';
const CLAIM = '.claimed-';
const DEATH = '.died-';

export interface JournalName {
  /** The same for all generations of one journal, and for no other. */
  readonly journal: string;
  /** From 1, growing. */
  readonly generation: number;
  /** The owner who has claimed the file, as it stands in the name. */
  readonly claimer: string | undefined;
  /** When its process wrote last, as the claimer found it; since the epoch. */
  readonly diedMs: number | undefined;
}

const PATTERN =
  /^(?<journal>\d+-\d+-[0-9a-f]+)-(?<generation>\d+)\.everspan1(?:\.claimed-(?<claimer>[\w-]+)\.died-(?<diedMs>\d+))?$/;

/** A name nobody else uses. */
export function journalName(owner: Owner, random: string): string {
  return `${String(owner.pid)}-${String(owner.thread)}-${random}`;
}

/** The name of one generation's file. */
export function fileName(journal: string, generation: number): string {
  return `${journal}-${String(generation)}${SUFFIX}`;
}

/** What a name says; `undefined` if it is not one of ours. */
export function parseName(name: string): JournalName | undefined {
  const parts = PATTERN.exec(name)?.groups;
  if (!parts) return undefined;
  return {
    journal: parts['journal'] ?? '',
    generation: Number(parts['generation']),
    claimer: parts['claimer'],
    diedMs: parts['diedMs'] === undefined ? undefined : Number(parts['diedMs']),
  };
}

/** The name of the same file in the hands of `claimer`. */
export function claimedName(
  name: string,
  claimer: Owner,
  diedMs: number,
): string {
  const claim = `${CLAIM}${encodeOwner(claimer)}`;
  return `${unclaimedName(name)}${claim}${DEATH}${String(diedMs)}`;
}

/** The name of the same file in nobody's hands. */
export function unclaimedName(name: string): string {
  const end = name.indexOf(SUFFIX);
  return name.slice(0, end + SUFFIX.length);
}

/** An owner as a part of a file name. */
export function encodeOwner(owner: Owner): string {
  const { machine, boot, pidNamespace, pid, startTime, thread } = owner;
  const parts = [machine, boot, pidNamespace, pid, startTime, thread];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** The owner in a claimed file's name; `undefined` if it is none. */
export function decodeOwner(text: string): Owner | undefined {
  try {
    const parts: unknown = JSON.parse(
      Buffer.from(text, 'base64url').toString(),
    );
    return Array.isArray(parts) ? ownerOf(parts) : undefined;
  } catch {
    // Somebody renamed it by hand.
    return undefined;
  }
}

function ownerOf(parts: readonly unknown[]): Owner | undefined {
  const [machine, boot, pidNamespace, pid, startTime, thread] = parts;
  const texts = [machine, boot, pidNamespace, startTime];
  const numbers = [pid, thread];
  if (!texts.every((each) => typeof each === 'string')) return undefined;
  if (!numbers.every((each) => typeof each === 'number')) return undefined;
  return { machine, boot, pidNamespace, pid, startTime, thread } as Owner;
}
