/** What is told of a place when one arrives there. */
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { areKeysNowhere } from '../keys/keys-place';
import { placeText, type Route } from './routes';
import { visibleLine } from '../text/visible-text';

/**
 * The title of the window, and the keys: what had them was of the place that
 * was left. The element is the one that holds the views.
 */
export function useArrival(route: Route): RefObject<HTMLElement | null> {
  const main = useRef<HTMLElement>(null);
  const place = placeText(route);
  const isFirst = useRef(true);
  useEffect(() => {
    const text = visibleLine(place);
    document.title = text === '' ? 'everspan' : `${text} · everspan`;
    if (!isFirst.current && areKeysNowhere()) main.current?.focus();
    isFirst.current = false;
  }, [place]);
  return main;
}
