import { expect } from 'chai';
import { join } from 'node:path';
import { hostView } from '../support/host-view';
import { runBoth } from './run-both';

describe('a task that overflows the stack by calling itself', () => {
  it('shows the same with and without everspan', async () => {
    const script = join(__dirname, 'fixtures', 'recursive-task.cjs');
    const { bare, traced } = await runBoth({
      script,
      // The frames are ours where the host's own would be.
      nodeOptions: ['--stack-trace-limit=0'],
    });
    expect(hostView(traced, true)).to.deep.equal(hostView(bare, true));
  });
});
