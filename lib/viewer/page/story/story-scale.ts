/**
 * A line of time on which waiting takes little room. Pure.
 *
 * The phases of one order may be seconds long and days apart: to scale, one
 * would see nothing but the waiting. So the times when something happened are
 * to scale among each other, and each long wait between them is squeezed.
 */
import type { TimeWindow } from '../waterfall/time-window';

/** A part of the line; in percent of its width. */
export interface Stretch extends TimeWindow {
  readonly x: number;
  readonly width: number;
  /** Nothing happened in it, and it is shown shorter than it was. */
  readonly isSqueezed: boolean;
}

/** Of all the time when something happened: a wait is shown no longer. */
const MAX_WAIT_SHARE = 0.12;

/** The stretches of a line on which all of `times` have a place. */
export function stretchesOf(times: readonly TimeWindow[]): readonly Stretch[] {
  const busy = joined(times);
  const total = busy.reduce((sum, { fromNs, toNs }) => sum + toNs - fromNs, 0);
  const longest = Math.max(total * MAX_WAIT_SHARE, 1);
  const parts = withWaits(busy).map((part) => {
    const length = part.toNs - part.fromNs;
    const isSqueezed = part.isWait && length > longest;
    return { ...part, isSqueezed, shown: isSqueezed ? longest : length };
  });
  return laidOut(parts);
}

/** What overlaps becomes one. */
function joined(times: readonly TimeWindow[]): readonly TimeWindow[] {
  const all: TimeWindow[] = [];
  for (const time of times.toSorted((a, b) => a.fromNs - b.fromNs)) {
    const last = all.at(-1);
    if (last === undefined || time.fromNs > last.toNs) all.push(time);
    else all[all.length - 1] = longer(last, time);
  }
  return all;
}

function longer(a: TimeWindow, b: TimeWindow): TimeWindow {
  return { fromNs: a.fromNs, toNs: Math.max(a.toNs, b.toNs) };
}

interface Part extends TimeWindow {
  readonly isWait: boolean;
}

function withWaits(busy: readonly TimeWindow[]): readonly Part[] {
  return busy.flatMap(({ fromNs, toNs }, index) => {
    const before = busy[index - 1];
    const part = { fromNs, toNs, isWait: false };
    if (before === undefined) return [part];
    return [{ fromNs: before.toNs, toNs: fromNs, isWait: true }, part];
  });
}

interface SizedPart extends TimeWindow {
  readonly isSqueezed: boolean;
  readonly shown: number;
}

function laidOut(parts: readonly SizedPart[]): readonly Stretch[] {
  const total = parts.reduce((sum, { shown }) => sum + shown, 0) || 1;
  let x = 0;
  return parts.map(({ fromNs, toNs, isSqueezed, shown }) => {
    const width = (shown / total) * 100;
    const stretch = { fromNs, toNs, isSqueezed, x, width };
    x += width;
    return stretch;
  });
}

/** Where a point in time stands, in percent. */
export function placeOn(stretches: readonly Stretch[], atNs: number): number {
  const stretch = stretches.find(({ toNs }) => atNs <= toNs);
  if (stretch === undefined) return 100;
  const { fromNs, toNs, x, width } = stretch;
  const length = toNs - fromNs;
  const share = length > 0 ? (atNs - fromNs) / length : 0;
  return x + Math.max(share, 0) * width;
}
