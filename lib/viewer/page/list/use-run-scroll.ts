/** Where the list of runs is scrolled to. */
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { RunSummary } from '../../api-types';
import { areKeysNowhere } from '../keys/keys-place';
import { leftList } from './left-list';
import { keptTop, scrollTopFor, type RowRange } from '../rows/scroll-window';
import { scrolledOf } from '../rows/use-rows-in-sight';

interface RunScroll {
  readonly scroller: RefObject<HTMLElement | null>;
  readonly runs: readonly RunSummary[];
  readonly selected: string | undefined;
  readonly place: string;
  readonly rowHeight: number;
}

export function useRunScroll(scroll: RunScroll): void {
  useLeftPlace(scroll);
  useSteadyRows(scroll);
  useSelectedInSight(scroll);
}

/** Scrolls to where the list was left. */
function useLeftPlace({ scroller, place }: RunScroll): void {
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    if (leftList.place === place) element.scrollTop = leftList.scrollTop;
    leftList.place = place;
    const note = (): void => {
      leftList.scrollTop = element.scrollTop;
    };
    note();
    element.addEventListener('scroll', note, { passive: true });
    return () => element.removeEventListener('scroll', note);
  }, []);
}

/** What one reads stays where it is while runs come in above. */
function useSteadyRows({ scroller, runs, rowHeight }: RunScroll): void {
  const before = useRef(runs);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null || before.current === runs) return;
    const scrolled = scrolledOf(element, rowHeight);
    const was = Math.floor(scrolled.top / rowHeight);
    const is = indexOf(runs, before.current[was]?.traceId);
    before.current = runs;
    if (is >= 0) element.scrollTop = keptTop(scrolled, is - was);
  }, [runs]);
}

function useSelectedInSight(scroll: RunScroll): void {
  const { scroller, runs, selected, rowHeight } = scroll;
  useLayoutEffect(() => {
    const element = scroller.current;
    const index = indexOf(runs, selected);
    if (element === null || index < 0) return;
    const scrolled = scrolledOf(element, rowHeight);
    // The head of the table covers as much as a row.
    const height = scrolled.height - rowHeight;
    element.scrollTop = scrollTopFor(index, { ...scrolled, height });
    leave(element);
  }, [selected]);
}

/**
 * The keys go to the link of the selected row, at once, so that Enter opens no
 * other one; and as soon as it is drawn, where it was not.
 */
export function useSelectedFocus(
  scroller: RefObject<HTMLElement | null>,
  selected: string | undefined,
  { first, end }: RowRange,
): void {
  useLayoutEffect(() => {
    if (!areKeysNowhere()) return;
    const link = scroller.current?.querySelector('.is-selected a');
    if (link instanceof HTMLElement) link.focus({ preventScroll: true });
  }, [selected, first, end]);
}

function leave(element: HTMLElement): void {
  const { activeElement } = document;
  if (!element.contains(activeElement)) return;
  if (activeElement instanceof HTMLElement) activeElement.blur();
}

function indexOf(runs: readonly RunSummary[], id: string | undefined): number {
  return runs.findIndex(({ traceId }) => traceId === id);
}
