/** Which part of the time is shown, and ways to another part. */
import { useState } from 'preact/hooks';
import { panned, zoomed, type TimeWindow } from './time-window';

export interface Zoom {
  readonly window: TimeWindow;
  readonly isZoomed: boolean;
  /** `undefined` is the whole time. */
  readonly setWindow: (window: TimeWindow | undefined) => void;
  /** What stands at `share` of the window stays there: its middle, if not given. */
  readonly zoomBy: (factor: number, share?: number) => void;
  /** By a share of the window. */
  readonly panBy: (share: number) => void;
}

export function useZoom(durationNs: number): Zoom {
  const [zoom, setZoom] = useState<TimeWindow>();
  const window = zoom ?? { fromNs: 0, toNs: Math.max(durationNs, 1) };
  const isWhole = ({ fromNs, toNs }: TimeWindow): boolean =>
    fromNs <= 0 && toNs >= durationNs;
  const setWindow = (part: TimeWindow | undefined): void =>
    setZoom(part === undefined || isWhole(part) ? undefined : part);
  return {
    window,
    isZoomed: zoom !== undefined,
    setWindow,
    zoomBy: (factor, share) =>
      setWindow(zoomed(window, { factor, share }, durationNs)),
    panBy: (share) => setWindow(panned(window, share, durationNs)),
  };
}
