import { expect } from 'chai';
import { join } from 'node:path';
import type { Stats } from '../../lib/delivery/stats';
import { startBackend, type Backend } from '../support/backend';
import { ownLines } from '../support/host-view';
import { runFixture, type FixtureEnd } from '../support/run-fixture';
import { describeUnshared } from '../support/unshared';
import { useFolder } from './journal-folder';

/** A mount of its own, which ends with the program. */
const UNSHARE = ['unshare', '--user', '--map-root-user', '--mount'];
const FIXTURE = join(__dirname, 'fixtures', 'full-disk.cjs');
const NEXT_START = join(__dirname, '../deaths/fixtures/next-start.cjs');
const SPANS = 200;

const FULL = 'mount -t tmpfs -o size=128k,mode=0700 none "$0"';
const NOTES = 'echo theirs >"$0/notes.txt"';
/** Of this mount alone, as every user may, not of its file system. */
const READ_ONLY = 'mount -o remount,bind,ro "$0"';
const LIST = 'echo left: $(ls "$0")';
/** By the same node, in the same folder. */
const NEXT = `"$1" '${NEXT_START}'`;

const PROBE = [...UNSHARE, 'mount', '-t', 'tmpfs', 'none', '/mnt'];

describeUnshared('a disk that takes nothing more', PROBE, () => {
  const folder = useFolder();
  let backend: Backend;
  beforeEach(async () => {
    backend = await startBackend();
  });
  afterEach(() => backend.close());

  /** Runs shell commands, in which the program is `"$@"`, on a disk of its own. */
  function run(argument: string, commands: readonly string[]) {
    return runFixture({
      script: FIXTURE,
      args: [argument],
      launcher: [...UNSHARE, 'sh', '-c', commands.join('\n'), folder()],
      env: {
        EVERSPAN_JOURNAL_DIR: folder(),
        OTEL_EXPORTER_OTLP_ENDPOINT: backend.url,
      },
    });
  }

  function tellsOnceOf(code: RegExp, end: FixtureEnd): void {
    const told = ownLines(end);
    expect(told).to.have.lengthOf(1);
    expect(told[0]).to.match(code).and.include('WARN_EVERSPAN_JOURNAL');
  }

  for (const [disk, commands, code] of [
    ['full', [FULL, NOTES], /ENOSPC/],
    ['read-only', [FULL, NOTES, READ_ONLY], /EROFS/],
  ] as const) {
    it(`is told of once, and delivery goes on: ${disk}`, async () => {
      const end = await run('exit', [...commands, '"$@"', LIST]);
      const [{ all, stats }] = end.reports as [{ all: boolean; stats: Stats }];
      tellsOnceOf(code, end);
      expect(all).to.equal(true);
      expect(stats).to.include({ delivered: SPANS, waiting: 0 });
      expect(backend.spans()).to.have.lengthOf(SPANS);
      expect(end.stdout).to.match(/^left: notes.txt( secret)?\n$/);
    });
  }

  it('brings nothing back as killed that was delivered', async () => {
    const end = await run('kill', [FULL, '"$@"', NEXT, LIST]);
    tellsOnceOf(/ENOSPC/, end);
    const received = backend.requests.flatMap(({ spans }) => spans);
    expect(received).to.have.lengthOf(SPANS);
    expect(JSON.stringify(received)).not.to.include('killed');
    expect(end.stdout).to.match(/^left:( secret)?\n$/);
  });
});
