/** Starts work a few at a time: every fixture is a process of its own. */
import { availableParallelism } from 'node:os';

/**
 * Runs `work` for each item, at most one per processor at once, in order of
 * `items`. Returns what gives the result for an item when it is there; a
 * rejection waits for whoever asks.
 */
export function inTurns<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): (item: Item) => Promise<Result> {
  const lanes: Promise<unknown>[] = [];
  const results = new Map<Item, Promise<Result>>();
  const atOnce = availableParallelism();
  for (const [nth, item] of items.entries()) {
    const turn = lanes[nth % atOnce] ?? Promise.resolve();
    const result = turn.then(() => work(item));
    results.set(item, result);
    lanes[nth % atOnce] = result.catch(ignore);
  }
  return (item) => results.get(item) ?? Promise.reject(notAmongThem());
}

function ignore(): void {
  // Only the order matters to those who follow.
}

function notAmongThem(): Error {
  return new Error('No work was started for this item.');
}
