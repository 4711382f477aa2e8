import { expect } from 'chai';
import { join } from 'node:path';
import { childOf } from '../support/child-of';
import { hostView } from '../support/host-view';
import type { FixtureRun } from '../support/run-fixture';
import { AS_PID_1, describeUnshared } from '../support/unshared';
import { SPANS_PER_DEATH } from '../deaths/deaths';
import { runBoth } from './run-both';

const SCRIPT = join(__dirname, 'fixtures', 'pid-1.cjs');

describeUnshared('a host that is PID 1', [...AS_PID_1, 'true'], () => {
  const cases: readonly Omit<FixtureRun, 'script'>[] = [
    { args: ['signal'], signals: ['SIGTERM'], signalled: childOf },
    { args: ['signal'], signals: ['SIGINT'], signalled: childOf },
    { args: ['exit'] },
  ];
  for (const run of cases) {
    const title = [...(run.args ?? []), ...(run.signals ?? [])].join(' ');
    it(`shows the same and delivers its spans: ${title}`, async () => {
      const runs = await runBoth({
        ...run,
        script: SCRIPT,
        launcher: AS_PID_1,
      });
      expect(hostView(runs.traced)).to.deep.equal(hostView(runs.bare));
      expect(runs.inTime).to.have.lengthOf(SPANS_PER_DEATH);
    });
  }
});
