/** Durations for people. Pure. */

interface Unit {
  readonly name: string;
  readonly nanoseconds: number;
}

const UNITS: readonly Unit[] = [
  { name: 'h', nanoseconds: 3_600e9 },
  { name: 'min', nanoseconds: 60e9 },
  { name: 's', nanoseconds: 1e9 },
  { name: 'ms', nanoseconds: 1e6 },
  { name: 'µs', nanoseconds: 1e3 },
];

/**
 * Three digits and a unit, `12.3 ms`. A negative one, of a span whose clock
 * was set back, keeps its sign instead of looking like a short one.
 */
export function formatDuration(nanoseconds: bigint): string {
  if (nanoseconds < 0n) return `-${formatDuration(-nanoseconds)}`;
  const value = Number(nanoseconds);
  const unit = UNITS.find((each) => value >= each.nanoseconds);
  if (unit === undefined) return `${value} ns`;
  return `${threeDigits(value / unit.nanoseconds)} ${unit.name}`;
}

function threeDigits(value: number): string {
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
