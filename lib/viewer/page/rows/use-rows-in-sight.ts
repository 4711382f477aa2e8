/** Which rows of a long list are in sight, as it is scrolled. */
import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { rowsInSight, type RowRange, type Scrolled } from './scroll-window';

/** Of `count` rows, each `rowHeight` pixels high, in the element that scrolls. */
export function useRowsInSight(
  scroller: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
): RowRange {
  const [scrolled, setScrolled] = useState<Scrolled>(
    scrolledOf(scroller.current, rowHeight),
  );
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const measure = (): void => {
      const now = scrolledOf(element, rowHeight);
      // Most steps of a scroll need no other rows, and so no other drawing.
      setScrolled((before) => (areSameRows(before, now) ? before : now));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    measure();
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, [rowHeight]);
  return rowsInSight(count, scrolled);
}

export function scrolledOf(
  element: HTMLElement | null,
  rowHeight: number,
): Scrolled {
  const { scrollTop: top = 0, clientHeight: height = 0 } = element ?? {};
  return { top, height, rowHeight };
}

function areSameRows(a: Scrolled, b: Scrolled): boolean {
  const [before, now] = [rowsInSight(Infinity, a), rowsInSight(Infinity, b)];
  return before.first === now.first && before.end === now.end;
}
