import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { childOf } from '../support/child-of';
import { hostView } from '../support/host-view';
import type { FixtureRun } from '../support/run-fixture';
import { SPANS_PER_DEATH } from '../deaths/deaths';
import { runBoth } from './run-both';

/** It passes no signals on; its only child is the one. */
const LAUNCHER = ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child'];
const SCRIPT = join(__dirname, 'fixtures', 'pid-1.cjs');

/** Why no process can be PID 1 here, or `undefined` where one can. */
function obstacle(): string | undefined {
  const [command = '', ...args] = LAUNCHER;
  const { error, status, stderr } = spawnSync(command, [...args, 'true']);
  if (error) return error.message;
  return status === 0 ? undefined : stderr.toString();
}

describe('a host that is PID 1', () => {
  const why = obstacle();

  if (why !== undefined) {
    it('cannot be had here for want of a PID namespace', () => {
      expect(why).to.match(/ENOENT|not permitted|[Dd]enied|unshare failed/);
    });
    return;
  }

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
        launcher: LAUNCHER,
      });
      expect(hostView(runs.traced)).to.deep.equal(hostView(runs.bare));
      expect(runs.inTime).to.have.lengthOf(SPANS_PER_DEATH);
    });
  }
});
