/** What a turn of the wheel asks for above the waterfall. Pure. */

export interface WheelTurn {
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly deltaX: number;
  readonly deltaY: number;
}

export type WheelChange =
  | { readonly kind: 'zoom'; readonly factor: number }
  | { readonly kind: 'pan'; readonly pixels: number }
  | { readonly kind: 'none' };

/** One click of a wheel turns by 100 or so, and zooms by a fifth. */
const ZOOM_PER_PIXEL = 0.002;

/** With Ctrl, as browsers tell a pinch: zoom. Sideways: pan. Else they scroll. */
export function wheelChange(turn: WheelTurn): WheelChange {
  const { deltaX, deltaY } = turn;
  if (turn.ctrlKey || turn.metaKey) {
    return { kind: 'zoom', factor: Math.exp(deltaY * ZOOM_PER_PIXEL) };
  }
  if (turn.shiftKey) return { kind: 'pan', pixels: deltaX || deltaY };
  if (Math.abs(deltaX) > Math.abs(deltaY)) {
    return { kind: 'pan', pixels: deltaX };
  }
  return { kind: 'none' };
}
