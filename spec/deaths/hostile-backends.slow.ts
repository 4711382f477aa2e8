import { expect } from 'chai';
import { join } from 'node:path';
import type { Stats } from '../../lib/delivery/stats';
import {
  HOSTILE_MODES,
  startHostileBackend,
  type HostileMode,
} from '../support/hostile-backend';
import { hostView, ownLines } from '../support/host-view';
import { inTurns } from '../support/in-turns';
import { runFixture, type FixtureEnd } from '../support/run-fixture';
import { SPANS_PER_DEATH } from './deaths';
import { FIXTURES } from './die';

/** In these the backend has taken every span in the end. */
const TAKING: ReadonlySet<HostileMode> = new Set([
  'close after headers',
  'garbage with 200',
  'slow 800 ms',
  'twice 503, then 200',
  'wrong content type',
  'huge response body',
]);

/** Enough for an answer on a busy machine. */
const PATIENT_MS = '60000';
/** For an answer that does not come. */
const BRIEF_MS = '700';
const LONG_LIVED = 'long-lived.cjs';

interface Trial {
  readonly mode: HostileMode;
  readonly fixture: string;
}

interface Result {
  readonly bare: FixtureEnd;
  readonly traced: FixtureEnd;
  readonly taken: number;
  readonly redirected: number;
}

const TRIALS: readonly Trial[] = HOSTILE_MODES.flatMap((mode) =>
  ['natural-end.cjs', 'exit-1.cjs', LONG_LIVED].map((fixture) => ({
    mode,
    fixture,
  })),
);

async function runTrial({ mode, fixture }: Trial): Promise<Result> {
  const backend = await startHostileBackend(mode);
  const script = join(FIXTURES, fixture);
  try {
    const bare = await runFixture({
      script,
      env: { EVERSPAN_FIXTURE: 'bare' },
    });
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: backend.url,
      EVERSPAN_EXIT_TIMEOUT_MS: TAKING.has(mode) ? PATIENT_MS : BRIEF_MS,
      FLUSH_MS: TAKING.has(mode) ? PATIENT_MS : BRIEF_MS,
    };
    const traced = await runFixture({ script, env });
    const taken = new Set(backend.taken().map(({ spanId }) => spanId)).size;
    return { bare, traced, taken, redirected: backend.redirected() };
  } finally {
    await backend.close();
  }
}

describe('a backend on a bad day', () => {
  let resultOf: (trial: Trial) => Promise<Result>;

  before(() => {
    resultOf = inTurns(TRIALS, runTrial);
  });

  for (const mode of HOSTILE_MODES) {
    describe(mode, () => {
      for (const trial of TRIALS.filter((each) => each.mode === mode)) {
        it(`leaves the program as it is: ${trial.fixture}`, async () => {
          const { bare, traced, taken, redirected } = await resultOf(trial);
          expect(traced.overran).to.equal(false);
          expect(hostView(traced)).to.deep.equal(hostView(bare));
          expect(redirected).to.equal(0);
          if (TAKING.has(mode)) {
            expect(taken).to.equal(SPANS_PER_DEATH);
            // That it went away, and that it is back.
            expect(ownLines(traced).length).to.be.lessThan(3);
          } else {
            expect(ownLines(traced)).to.have.lengthOf(1);
          }
        });
      }

      it('is counted', async () => {
        const trial = TRIALS.find(
          (each) => each.mode === mode && each.fixture === LONG_LIVED,
        );
        const { traced } = await resultOf(trial ?? { mode, fixture: '' });
        const { all, stats } = reportOf(traced);
        expect(sumOf(stats)).to.equal(SPANS_PER_DEATH);
        expect(all).to.equal(stats.delivered === SPANS_PER_DEATH);
        if (TAKING.has(mode)) expect(stats.delivered).to.equal(SPANS_PER_DEATH);
        else expect(stats.delivered).to.be.lessThan(SPANS_PER_DEATH);
      });
    });
  }
});

function reportOf({ reports }: FixtureEnd): { all: boolean; stats: Stats } {
  return reports[0] as { all: boolean; stats: Stats };
}

/** Every span is delivered, waits, or was refused. */
function sumOf({ delivered, waiting, dropped }: Stats): number {
  return delivered + waiting + dropped.refused;
}
