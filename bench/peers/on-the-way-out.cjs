'use strict';

/*
 * What OpenTelemetry's READMEs tell a program to do before it ends, for every
 * library that leaves it to the program. The signal is raised again, so that
 * the program dies by it as it would have.
 */

/** Whether this run uses the best that the documentation offers. */
const usesItsBest = process.env['PEER_EXIT'] === 'best';

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'];

function flushOnTheWayOut(flush) {
  process.once('beforeExit', () => void flush().catch(console.error));
  for (const signal of SIGNALS) {
    process.once(signal, () => {
      void flush()
        .catch(console.error)
        .finally(() => process.kill(process.pid, signal));
    });
  }
}

module.exports = { flushOnTheWayOut, usesItsBest };
