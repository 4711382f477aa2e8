import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { claim } from '../../lib/journal/claim';
import type { ClaimedJournal } from '../../lib/journal/claimed';
import { findDead } from '../../lib/journal/find-dead';
import { childOf } from '../support/child-of';
import {
  describeUnshared,
  IN_ANOTHER_PID_NAMESPACE,
} from '../support/unshared';
import { useShiftedClock } from './clock';
import { filesIn, namesOf, recovererIn, useFolder } from './journal-folder';

const FIXTURE = join(__dirname, 'fixtures', 'asleep.cjs');
const NOWHERE = 'http://localhost:1';
const MINUTE_MS = 61_000;

const PROBE = [...IN_ANOTHER_PID_NAMESPACE, 'true'];

describeUnshared('a process in another pid namespace', PROBE, () => {
  const folder = useFolder();
  const clock = useShiftedClock();
  const recoverer = () => recovererIn(folder(), { binding: undefined });

  function claimAll(): readonly ClaimedJournal[] {
    return findDead(recoverer()).flatMap((found) => {
      const claimed = claim(found, recoverer());
      return claimed ? [claimed] : [];
    });
  }

  it('is not robbed while it beats, and loses nothing when it wakes', async () => {
    const [command, ...options] = IN_ANOTHER_PID_NAMESPACE;
    const args = [...options, process.execPath, FIXTURE];
    const launcher = spawn(command, args, {
      env: {
        ...process.env,
        EVERSPAN_JOURNAL_DIR: folder(),
        OTEL_EXPORTER_OTLP_ENDPOINT: NOWHERE,
        EVERSPAN_LOG: 'off',
      },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const input = createInterface({ input: launcher.stdout });
    const lines = input[Symbol.asyncIterator]();
    expect((await lines.next()).value).to.equal('before');
    const sleeper = childOf(launcher.pid ?? 0);
    expect(claimAll()).to.deep.equal([]);

    process.kill(sleeper, 'SIGSTOP');
    clock.forward(MINUTE_MS);
    const [first] = claimAll();
    const before = ['before', 'long'];
    expect(namesOf(first?.requests ?? []).toSorted()).to.deep.equal(before);

    process.kill(sleeper, 'SIGCONT');
    launcher.stdin.write('a minute has gone by\n');
    expect((await lines.next()).value).to.equal('after');
    process.kill(sleeper, 'SIGKILL');
    await once(launcher, 'exit');
    first?.taken(first.requests);

    clock.forward(MINUTE_MS);
    const [second] = claimAll();
    const after = ['after', 'long'];
    expect(namesOf(second?.requests ?? []).toSorted()).to.deep.equal(after);
    second?.taken(second.requests);
    expect(filesIn(folder())).to.deep.equal([]);
  });
});
