/** Times and durations for the page. Pure. */
import { formatDuration } from '../../duration';

const NANOSECONDS_PER_MILLISECOND = 1_000_000n;

/** Of nanoseconds in decimal, as the viewer sends them: `12.3 ms`. */
export function durationText(nanoseconds: string | bigint): string {
  return formatDuration(BigInt(nanoseconds));
}

/** Of a point in time: `14:03:09.120` in the time zone of the browser. */
export function clockText(nanoseconds: string): string {
  const date = dateOf(nanoseconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()];
  const milliseconds = String(date.getMilliseconds()).padStart(3, '0');
  return `${time.map(two).join(':')}.${milliseconds}`;
}

/** To the nanosecond, in UTC: `2026-11-21T13:03:09.120000001Z`. */
export function exactTimeText(nanoseconds: string): string {
  const seconds = dateOf(nanoseconds).toISOString().slice(0, -5);
  const fraction = BigInt(nanoseconds) % 1_000_000_000n;
  return `${seconds}.${String(fraction).padStart(9, '0')}Z`;
}

function dateOf(nanoseconds: string): Date {
  return new Date(Number(BigInt(nanoseconds) / NANOSECONDS_PER_MILLISECOND));
}

const AGES = [
  { unit: 'd', milliseconds: 86_400_000 },
  { unit: 'h', milliseconds: 3_600_000 },
  { unit: 'min', milliseconds: 60_000 },
  { unit: 's', milliseconds: 1_000 },
];

/** How long ago: `now`, `12 s`, `3 min`; the clock of a sender may be ahead. */
export function ageText(nanoseconds: string, nowMs: number): string {
  const age = nowMs - dateOf(nanoseconds).getTime();
  const found = AGES.find(({ milliseconds }) => age >= milliseconds);
  if (found === undefined) return 'now';
  return `${Math.floor(age / found.milliseconds)} ${found.unit} ago`;
}

/** A mark on the axis of time. */
export interface Tick {
  /** From the left, in percent. */
  readonly x: number;
  readonly text: string;
}

const STEPS = [1, 2, 5];
const MAX_TICKS = 6;

/** Round times between `from` and `to`, both after the start of the trace. */
export function ticksOf(fromNs: number, toNs: number): readonly Tick[] {
  const length = toNs - fromNs;
  if (!(length > 0)) return [{ x: 0, text: '0' }];
  const step = stepOf(length);
  const first = Math.ceil(fromNs / step);
  const count = Math.floor(toNs / step) - first + 1;
  return Array.from({ length: count }, (_, index) => {
    const at = (first + index) * step;
    return { x: ((at - fromNs) / length) * 100, text: tickText(at) };
  });
}

function tickText(at: number): string {
  // Ticks are round, and need no digits that say so.
  return at === 0
    ? '0'
    : formatDuration(BigInt(Math.round(at))).replace(/\.0+ |(\.\d)0 /, '$1 ');
}

/** 1, 2 or 5 times a power of ten, so that there are few enough. */
function stepOf(length: number): number {
  const power = 10 ** Math.floor(Math.log10(length / MAX_TICKS));
  const steps = [...STEPS.map((step) => step * power), 10 * power];
  return steps.find((step) => length / step <= MAX_TICKS) ?? 10 * power;
}
