/**
 * How everspan and an everspan view agree that spans may be shown before they
 * end.
 *
 * A view says with each answer that it wants them, and takes them at a path of
 * its own: whoever else may be reached by the same address has no such path,
 * and can take no span for one that has ended.
 */

/** In an answer: how running spans are taken. Another version is another way. */
export const TAKES_RUNNING = {
  name: 'everspan-running',
  version: '1',
} as const;

/** Where spans that have ended are taken, and where those that have not. */
export const TRACES_PATH = '/v1/traces';
export const RUNNING_PATH = '/everspan/running';
