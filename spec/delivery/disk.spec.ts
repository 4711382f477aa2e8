import { expect } from 'chai';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { destinationOf } from '../../lib/delivery/destination';
import { openDisk, type Disk, type DiskOptions } from '../../lib/delivery/disk';
import { OpenSpans } from '../../lib/delivery/open-spans';
import { Outbox } from '../../lib/delivery/outbox';
import { Counters } from '../../lib/delivery/stats';
import { resetWarnings, warningCount } from '../../lib/internal/diag';
import { readContent } from '../../lib/journal/content';
import { ended, filesIn, useFolder } from '../journal/journal-folder';
import { endedSpan, namesIn, openSpan, requestOf } from './ended-spans';

const SECRETS = ['s3cret-header', 's3cret-user', 's3cret-query'];

describe('Disk', () => {
  const folder = useFolder();
  beforeEach(resetWarnings);

  function open(options: Partial<DiskOptions> = {}): {
    readonly disk: Disk | undefined;
    readonly openSpans: OpenSpans;
  } {
    const counters = new Counters();
    const openSpans = new OpenSpans();
    const disk = openDisk({
      options: {
        directory: folder(),
        maxBytes: 1e6,
        maxAgeMs: 1e6,
        service: 'orders',
        ...options,
      },
      destination: destinationOf({
        url: 'http://s3cret-user:s3cret-user@localhost:4318/v1/traces?k=s3cret-query',
        headers: { 'x-key': 's3cret-header' },
        gzip: false,
        tls: {},
        timeoutMs: 1_000,
      }),
      openSpans,
      redact: (span) => span,
      outbox: new Outbox(1e6, counters),
      counters,
      detached: (fn) => {
        fn();
      },
      onClaimed: () => undefined,
    });
    return { disk, openSpans };
  }

  it('writes no header, user, password or query', () => {
    const { disk } = open();
    disk?.writer.write({ started: [], ended: ended('charge') });
    const names = [...filesIn(folder()), 'secret'];
    for (const name of names) {
      const text = readFileSync(join(folder(), name), 'latin1');
      for (const secret of SECRETS) expect(text).to.not.include(secret);
    }
    disk?.close();
  });

  it('begins a file with the spans that are open and sampled', () => {
    const { disk, openSpans } = open();
    openSpans.add(openSpan({ name: 'open' }));
    disk?.writer.write({ started: [], ended: ended('charge') });
    const [name = ''] = filesIn(folder());
    const content = readContent(readFileSync(join(folder(), name)));
    expect(content.started.flatMap(namesIn)).to.deep.equal(['open']);
    expect(content.header?.binding.service).to.equal('orders');
    disk?.close();
  });

  it('has files of an eighth of the space, so that few are given up', () => {
    const eighth = 131_072;
    const { disk } = open({ maxBytes: 8 * eighth });
    const attributes = { half: 'x'.repeat(eighth / 2) };
    const half = requestOf([endedSpan({ attributes })]);
    for (let nth = 0; nth < 6; nth += 1) {
      disk?.writer.write({ started: [], ended: half });
    }
    expect(filesIn(folder())).to.have.lengthOf(3);
    disk?.close();
  });

  it('goes on where the process was about to end and did not', () => {
    const { disk } = open();
    const write = () => disk?.writer.write({ started: [], ended: ended('a') });
    const first = write();
    disk?.tidy();
    expect(namesIn(first?.read() ?? Buffer.of())).to.deep.equal(['a']);
    disk?.recovery.start();
    const second = write();
    expect(filesIn(folder())).to.have.lengthOf(1);
    first?.keeper.taken([first, second!]);
    disk?.tidy();
    expect(filesIn(folder())).to.deep.equal([]);
    disk?.close();
  });

  it('is none where there is no folder for it, which is told once', () => {
    const path = join(folder(), 'file');
    writeFileSync(path, 'theirs');
    for (let n = 0; n < 3; n += 1) {
      expect(open({ directory: path }).disk).to.equal(undefined);
    }
    expect(warningCount('WARN_EVERSPAN_JOURNAL')).to.equal(3);
    expect(readFileSync(path, 'utf8')).to.equal('theirs');
  });
});
