import { expect } from 'chai';
import type { RunSummary } from '../../../lib/viewer/api-types';
import {
  orderedRuns,
  runBefore,
  runsWith,
  withRun,
} from '../../../lib/viewer/page/run-list';

function run(traceId: string, given: Partial<RunSummary> = {}): RunSummary {
  return {
    traceId,
    name: 'import',
    service: 'imports',
    services: ['imports'],
    status: 'ok',
    startNs: '1795000000000000000',
    durationNs: '10',
    spans: 1,
    errors: 0,
    correlationIds: [],
    missingParents: 0,
    ...given,
  };
}

const OLD = run('old', { startNs: '1795000000000000001', status: 'failed' });
const MIDDLE = run('middle', {
  startNs: '1795000000000000002',
  durationNs: '900',
});
const NEW = run('new', { startNs: '1795000000000000003', status: 'running' });
const ALL = [MIDDLE, OLD, NEW];

function ids(runs: readonly RunSummary[]): string {
  return runs.map(({ traceId }) => traceId).join(' ');
}

describe('withRun', () => {
  it('adds a run', () => {
    expect(ids(withRun([OLD], NEW))).to.equal('new old');
  });

  it('puts a run in the place of what was known of it', () => {
    const grown = run('old', { spans: 7 });
    expect(withRun([OLD], grown)).to.deep.equal([grown]);
  });
});

describe('orderedRuns', () => {
  it('has the newest first, to the nanosecond', () => {
    expect(ids(orderedRuns(ALL, 'newest'))).to.equal('new middle old');
  });

  it('has the failed first, then the running', () => {
    expect(ids(orderedRuns(ALL, 'failed'))).to.equal('old new middle');
  });

  it('has the slowest first', () => {
    expect(ids(orderedRuns(ALL, 'slowest'))).to.equal('middle new old');
  });

  it('leaves the list it was given as it is', () => {
    orderedRuns(ALL, 'failed');
    expect(ids(ALL)).to.equal('middle old new');
  });
});

describe('runsWith', () => {
  const order = run('ab12', {
    name: 'Place Order',
    workflow: 'orders',
    services: ['web', 'billing'],
    correlationIds: ['A-1001'],
    status: 'failed',
    interrupted: 'exit',
  });

  for (const text of [
    'place',
    'ORDERS',
    'billing',
    'a-1001',
    'ab12',
    'interrupted',
    '  ',
  ]) {
    it(`finds a run by "${text}"`, () => {
      expect(runsWith([order], text)).to.have.lengthOf(1);
    });
  }

  it('finds none by what it does not have', () => {
    expect(runsWith([order], 'refund')).to.have.lengthOf(0);
  });
});

describe('runBefore', () => {
  it('is the latest earlier run of the same name', () => {
    expect(runBefore(ALL, NEW)?.traceId).to.equal('middle');
    expect(runBefore(ALL, OLD)).to.equal(undefined);
  });

  it('is no run of another name', () => {
    const other = run('other', { name: 'export', startNs: '1' });
    expect(runBefore([other], OLD)).to.equal(undefined);
  });
});
