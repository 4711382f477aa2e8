/** The option `capture`: what it may be, and what it comes to. */
import { isRecord } from '../../internal/kind-of-value';
import type { CaptureLimits } from './limits';

/** What is captured of a call, and how much. */
export interface CaptureOptions {
  /** Whether the arguments are recorded. @defaultValue true */
  readonly input?: boolean | undefined;
  /** Whether the result is recorded. @defaultValue true */
  readonly output?: boolean | undefined;
  /** UTF-8 bytes of one attribute, 256 to 1 048 576. @defaultValue 8192 */
  readonly maxBytes?: number | undefined;
  /**
   * Objects and lists within each other, 1 to 100; deeper ones are only named.
   * @defaultValue 6
   */
  readonly maxDepth?: number | undefined;
}

/** All, nothing, or some. */
export type CaptureOption = boolean | CaptureOptions;

/** What holds for a call. */
export interface CaptureSettings extends CaptureLimits {
  readonly input: boolean;
  readonly output: boolean;
}

const OFF: CaptureSettings = {
  input: false,
  output: false,
  maxBytes: 8_192,
  maxDepth: 6,
};

/** An annotation's own option over that of the service; limits add up. */
export function captureSettings(
  option: CaptureOption | undefined,
  ofService: CaptureSettings = OFF,
): CaptureSettings {
  if (option === undefined) return ofService;
  const given = typeof option === 'object' ? option : {};
  const isOn = option !== false;
  return {
    input: isOn && (given.input ?? true),
    output: isOn && (given.output ?? true),
    maxBytes: given.maxBytes ?? ofService.maxBytes,
    maxDepth: given.maxDepth ?? ofService.maxDepth,
  };
}

/** A bad value, and where it stands in the option. */
export interface CaptureProblem {
  readonly at: readonly string[];
  readonly wrong: string;
  readonly value: unknown;
}

/** What is wrong with a `capture` option, if anything is. */
export function captureProblem(option: unknown): CaptureProblem | undefined {
  if (typeof option === 'boolean') return undefined;
  if (!isRecord(option)) {
    const wrong = 'expected true, false or an object';
    return { at: [], wrong, value: option };
  }
  for (const [name, value] of Object.entries(option)) {
    const wrong = value === undefined ? undefined : wrongIn(name, value);
    if (wrong !== undefined) return { at: [name], wrong, value };
  }
  return undefined;
}

function wrongIn(name: string, value: unknown): string | undefined {
  if (!isPart(name))
    return `unknown; there are ${Object.keys(PARTS).join(', ')}`;
  return PARTS[name](value);
}

const PARTS: Readonly<
  Record<keyof CaptureOptions, (value: unknown) => string | undefined>
> = {
  input: aBoolean,
  output: aBoolean,
  maxBytes: (value) => wholeNumber(value, 256, 1_048_576),
  maxDepth: (value) => wholeNumber(value, 1, 100),
};

function isPart(name: string): name is keyof CaptureOptions {
  return Object.hasOwn(PARTS, name);
}

function aBoolean(value: unknown): string | undefined {
  return typeof value === 'boolean' ? undefined : 'expected true or false';
}

function wholeNumber(
  value: unknown,
  min: number,
  max: number,
): string | undefined {
  const isUsable =
    Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max;
  if (isUsable) return undefined;
  return `expected a whole number from ${String(min)} to ${String(max)}`;
}
