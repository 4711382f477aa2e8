/** An exception as it was recorded, in parts that can be shown. Pure. */
import type { EventJson } from '../../api-types';

/** What was thrown, or what caused it, or a member of an `AggregateError`. */
export interface ExceptionPart {
  /** `Caused by` and such; `''` for what was thrown. */
  readonly label: string;
  /** Type and message. */
  readonly headline: string;
  readonly frames: readonly Frame[];
}

export interface Frame {
  readonly text: string;
  /** Of a dependency, or of the platform. */
  readonly isForeign: boolean;
}

const FOREIGN = /[\\/]node_modules[\\/]|\(node:|at node:|<anonymous>/;
/** How everspan, and Java before it, introduce what is below the thrown one. */
const RELATED = /^(Caused by|Member \d+): ?/;
const FRAME = /^\s+at /;

/** The parts of an `exception` event; the thrown one first. */
export function exceptionParts(event: EventJson): readonly ExceptionPart[] {
  const type = textOf(event, 'exception.type') || 'Error';
  const message = textOf(event, 'exception.message');
  const stack = textOf(event, 'exception.stacktrace');
  const [thrown, ...related] = sections(stack).map(partOf);
  const headline = message === '' ? type : `${type}: ${message}`;
  const frames = thrown?.frames ?? [];
  return [{ label: '', headline, frames }, ...related];
}

/** Each begins with a line that introduces it, but the first. */
function sections(stack: string): readonly (readonly string[])[] {
  const all: string[][] = [[]];
  for (const line of stack.split('\n')) {
    if (RELATED.test(line)) all.push([]);
    all.at(-1)?.push(line);
  }
  return all;
}

function partOf(lines: readonly string[]): ExceptionPart {
  const label = RELATED.exec(lines[0] ?? '');
  const text = lines.filter((line) => !FRAME.test(line)).join('\n');
  return {
    label: label?.[1] ?? '',
    headline: text.slice(label?.[0].length ?? 0).trim(),
    frames: lines.filter((line) => FRAME.test(line)).map(frameOf),
  };
}

function frameOf(line: string): Frame {
  return { text: line.trim(), isForeign: FOREIGN.test(line) };
}

function textOf({ attributes }: EventJson, key: string): string {
  const value = attributes[key];
  return typeof value === 'string' ? value : '';
}
