import { expect } from 'chai';
import type { RunSummary } from '../../../../lib/viewer/api-types';
import {
  failureText,
  orderedRuns,
  runBeside,
  runsWith,
  withNews,
} from '../../../../lib/viewer/page/list/run-list';

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

describe('withNews', () => {
  it('adds a run', () => {
    expect(ids(withNews([OLD], [{ kind: 'run', run: NEW }]))).to.equal(
      'old new',
    );
  });

  it('puts a run in the place of what was known of it', () => {
    const grown = run('old', { spans: 7 });
    const news = [{ kind: 'run', run: grown }] as const;
    expect(withNews([OLD, NEW], news)).to.deep.equal([grown, NEW]);
  });

  it('takes many at once, the last of each', () => {
    const grown = run('new', { spans: 7 });
    const news = [MIDDLE, NEW, grown].map((run) => ({
      kind: 'run' as const,
      run,
    }));
    expect(withNews([OLD], news)).to.deep.equal([OLD, MIDDLE, grown]);
  });

  it('begins anew with all runs, and what was heard after', () => {
    const all = { kind: 'all', runs: [MIDDLE] } as const;
    const heard = { kind: 'run', run: NEW } as const;
    expect(ids(withNews([OLD], [all, heard]))).to.equal('middle new');
  });

  it('forgets all when all is cleared', () => {
    expect(withNews(ALL, [{ kind: 'cleared' }])).to.deep.equal([]);
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
    failure: { type: 'CardError', message: 'card declined' },
  });

  for (const text of [
    'place',
    'ORDERS',
    'billing',
    'a-1001',
    'ab12',
    'interrupted',
    'failed',
    'carderror: card decl',
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

describe('failureText', () => {
  for (const [failure, text] of [
    [{ type: 'CardError', message: 'declined' }, 'CardError: declined'],
    [{ message: 'declined' }, 'declined'],
    [{ type: 'CardError', message: '' }, 'CardError'],
    [undefined, ''],
  ] as const) {
    it(`is "${text}" of ${JSON.stringify(failure)}`, () => {
      expect(failureText(run('a', failure ? { failure } : {}))).to.equal(text);
    });
  }
});

describe('runBeside', () => {
  it('is the latest earlier run of the same name', () => {
    expect(runBeside(ALL, NEW)?.traceId).to.equal('middle');
  });

  it('is the first later one where none is earlier', () => {
    expect(runBeside(ALL, OLD)?.traceId).to.equal('middle');
  });

  it('is one of the same workflow, whatever its first span is called', () => {
    const [a, b] = ['a', 'b'].map((id) =>
      run(id, { name: id, workflow: 'orders' }),
    ) as [RunSummary, RunSummary];
    expect(runBeside([a, b, ...ALL], a)).to.equal(b);
  });

  it('is no run of another name', () => {
    const other = run('other', { name: 'export', startNs: '1' });
    expect(runBeside([other], OLD)).to.equal(undefined);
  });
});
