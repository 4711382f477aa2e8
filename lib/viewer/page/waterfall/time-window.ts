/** Which part of the time of a trace is looked at. Pure. */

/** In nanoseconds after the start of the trace. */
export interface TimeWindow {
  readonly fromNs: number;
  readonly toNs: number;
}

/** A bar, a mark or a part, in percent of the width. */
export interface Bar {
  readonly x: number;
  readonly width: number;
}

/** `undefined` when nothing of it lies in `window`. */
export function barOf(
  { fromNs, toNs }: TimeWindow,
  window: TimeWindow,
): Bar | undefined {
  if (toNs < window.fromNs || fromNs > window.toNs) return undefined;
  const length = lengthOf(window);
  if (length <= 0) return { x: 0, width: 100 };
  const from = Math.max(fromNs, window.fromNs) - window.fromNs;
  const to = Math.min(toNs, window.toNs) - window.fromNs;
  return { x: (from / length) * 100, width: ((to - from) / length) * 100 };
}

/** The time of `row` with a little around it. */
export function windowAround(row: TimeWindow, durationNs: number): TimeWindow {
  const margin = Math.max(lengthOf(row) * 0.05, 1);
  return {
    fromNs: Math.max(0, row.fromNs - margin),
    toNs: Math.min(Math.max(durationNs, 1), row.toNs + margin),
  };
}

/** The middle of a window, as a share of it. */
const MIDDLE = 0.5;

export interface ZoomStep {
  readonly factor: number;
  /** From the left; the middle if it is not given. */
  readonly share?: number | undefined;
}

/**
 * `window` made `factor` times as long, in the trace. What stands at `share`
 * of it stays there: the pointer does not lose what it points at.
 */
export function zoomed(
  window: TimeWindow,
  { factor, share = MIDDLE }: ZoomStep,
  durationNs: number,
): TimeWindow {
  const length = Math.max(lengthOf(window) * factor, 2);
  const fixed = window.fromNs + lengthOf(window) * share;
  return inside(fixed - length * share, length, durationNs);
}

/** `window` moved by a `share` of itself, in the trace. */
export function panned(
  window: TimeWindow,
  share: number,
  durationNs: number,
): TimeWindow {
  const length = lengthOf(window);
  return inside(window.fromNs + length * share, length, durationNs);
}

/** As long as it is, its middle at `atNs` as far as the trace goes. */
export function centredAt(
  window: TimeWindow,
  atNs: number,
  durationNs: number,
): TimeWindow {
  const length = lengthOf(window);
  return inside(atNs - length * MIDDLE, length, durationNs);
}

function inside(
  fromNs: number,
  length: number,
  durationNs: number,
): TimeWindow {
  const end = Math.max(durationNs, 1);
  const from = Math.max(0, Math.min(fromNs, end - length));
  return { fromNs: from, toNs: Math.min(end, from + length) };
}

function lengthOf({ fromNs, toNs }: TimeWindow): number {
  return toNs - fromNs;
}
