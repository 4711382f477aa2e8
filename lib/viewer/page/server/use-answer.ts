/** The answer of the server to a path, in a component. */
import { useEffect, useState } from 'preact/hooks';
import { ask } from './api';

export type Asked<Answer> =
  | { readonly state: 'waiting' }
  | { readonly state: 'failed'; readonly reason: string }
  | { readonly state: 'ready'; readonly answer: Answer };

type Kept<Answer> = Asked<Answer> & { readonly path: string };

/**
 * Asks anew when `path` or `version` changes. While the same path is asked
 * again, what it answered before stays: a page that blinks cannot be read.
 */
export function useAnswer<Answer>(
  path: string,
  version?: unknown,
): Asked<Answer> {
  const [kept, keep] = useState<Kept<Answer>>({ state: 'waiting', path });
  useEffect(() => {
    let isWanted = true;
    const put = (asked: Asked<Answer>): void => {
      if (isWanted) keep({ ...asked, path });
    };
    ask<Answer>(path).then(
      (answer) => put({ state: 'ready', answer }),
      (error: unknown) => put({ state: 'failed', reason: reasonOf(error) }),
    );
    return () => {
      isWanted = false;
    };
  }, [path, version]);
  return kept.path === path ? kept : { state: 'waiting' };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
