/** Zooms and pans by the wheel, or by two fingers. */
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { WaterfallSight } from './use-waterfall';
import { wheelChange } from './wheel';

export function useWheel(
  grid: RefObject<HTMLElement | null>,
  view: WaterfallSight,
): void {
  const latest = useRef(view);
  latest.current = view;
  useEffect(() => {
    const element = grid.current;
    const onWheel = (event: WheelEvent): void => turn(event, latest.current);
    // Not passive: a pinch would zoom the whole page as well.
    element?.addEventListener('wheel', onWheel, { passive: false });
    return () => element?.removeEventListener('wheel', onWheel);
  }, []);
}

function turn(event: WheelEvent, view: WaterfallSight): void {
  const change = wheelChange(event);
  if (change.kind === 'none') return;
  const lanes = document.querySelector('.grid-lines')?.getBoundingClientRect();
  if (lanes === undefined) return;
  event.preventDefault();
  if (change.kind === 'pan') view.panBy(change.pixels / lanes.width);
  else {
    const share = (event.clientX - lanes.left) / lanes.width;
    view.zoomBy(change.factor, Math.min(Math.max(share, 0), 1));
  }
}
