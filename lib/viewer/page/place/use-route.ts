/** The place in the page, and the ways that led there. */
import { useEffect, useState } from 'preact/hooks';
import { hrefOf, routeOf, type Route } from './routes';

export function useRoute(): Route {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const follow = (): void => setHash(location.hash);
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return routeOf(hash);
}

/** Goes to `route`; the browser's way back leads here again. */
export function goTo(route: Route): void {
  location.hash = hrefOf(route);
}

/** Goes to `route` in the place of where one is: for what was only looked at. */
export function moveTo(route: Route): void {
  history.replaceState(history.state, '', hrefOf(route));
  dispatchEvent(new HashChangeEvent('hashchange'));
}

/** Goes to `route`, and lets it be known that one came from `title`. */
export function followTo(route: Route, title: string): void {
  history.pushState({ cameFrom: title }, '', hrefOf(route));
  dispatchEvent(new HashChangeEvent('hashchange'));
}

/** The title of the place from which a link was followed to here. */
export function cameFrom(): string | undefined {
  const state = history.state as { readonly cameFrom?: string } | null;
  return state?.cameFrom;
}
