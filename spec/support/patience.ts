/**
 * How long programs of specs wait for their backend at the end.
 *
 * The second that users have is enough on a machine that turns; on one that is
 * starved, what would have been delivered is left for the next start.
 */

/** Where the backend answers: a busy machine must change nothing. */
export const PATIENT = { EVERSPAN_EXIT_TIMEOUT_MS: '60000' } as const;

/** As users have it, for backends that make it wait in vain. */
export const AS_USERS = { EVERSPAN_EXIT_TIMEOUT_MS: '1000' } as const;
