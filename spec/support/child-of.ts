import { readFileSync } from 'node:fs';

/** The only child of a process, as Linux tells it. */
export function childOf(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8'));
}
