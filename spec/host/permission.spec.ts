import { expect } from 'chai';
import { join } from 'node:path';
import { FIXTURES } from '../deaths/die';
import { SPANS_PER_DEATH } from '../deaths/deaths';
import { hostView, ownLines } from '../support/host-view';
import { permissionModel } from '../support/permission-model';
import { runBoth, type BothRuns } from './run-both';

/** Reads are allowed; threads, children and writes are refused. */
function run(fixture: string): Promise<BothRuns> {
  const nodeOptions = [...permissionModel(), '--allow-fs-read=*'];
  return runBoth({ script: join(FIXTURES, fixture), nodeOptions });
}

describe('a host under the permission model', () => {
  it('delivers at a natural end, where no thread is needed', async () => {
    const { bare, traced, inTime } = await run('natural-end.cjs');
    expect(hostView(traced)).to.deep.equal(hostView(bare));
    expect(inTime).to.have.lengthOf(SPANS_PER_DEATH);
  });

  it('exits as it would where disk and thread are refused, and is told', async () => {
    const { bare, traced } = await run('exit-1.cjs');
    expect(hostView(traced)).to.deep.equal(hostView(bare));
    const told = ownLines(traced).map((line) => /WARN_\w+/.exec(line)?.[0]);
    expect(told).to.deep.equal([
      'WARN_EVERSPAN_JOURNAL',
      'WARN_EVERSPAN_UNDELIVERED',
    ]);
  });
});
