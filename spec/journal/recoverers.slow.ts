import { expect } from 'chai';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { claim } from '../../lib/journal/claim';
import { findDead } from '../../lib/journal/find-dead';
import { startBackend } from '../support/backend';
import { runFixture } from '../support/run-fixture';
import { startChild, type Child } from './child';
import {
  bulky,
  filesIn,
  journalIn,
  namesOf,
  recovererIn,
  useFolder,
} from './journal-folder';

/** Journals of dead processes, of three files each. */
function fill(folder: string, journals: number): readonly string[] {
  return Array.from({ length: journals }, (_, nth) => {
    const journal = journalIn(folder, { generationBytes: 1 });
    const names = ['a', 'b', 'c'].map((letter) => `${letter}${nth}`);
    for (const name of names) {
      journal.write({ started: [], ended: bulky(name) });
    }
    return names;
  }).flat();
}

/** All of them begin as nearly at once as can be. */
async function recoverAtOnce(
  folder: string,
  recoverers: number,
): Promise<readonly string[]> {
  const children = Array.from({ length: recoverers }, () =>
    startChild('recover-all.ts', [folder]),
  );
  for (const child of children) await child.line();
  for (const child of children) child.process.stdin?.write('go\n');
  const told = await Promise.all(children.map(linesOf));
  return told.flat().filter((line) => line !== 'done');
}

async function linesOf(child: Child): Promise<readonly string[]> {
  const lines: string[] = [];
  for (;;) {
    const line = await child.line();
    if (line === undefined) return lines;
    lines.push(line);
  }
}

function spansIn(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => JSON.parse(line) as string[]);
}

/** When each file was written and changed last. */
function statesIn(folder: string): readonly string[] {
  const names = readdirSync(folder).filter((name) => name !== 'secret');
  return names.map((name) => {
    const { size, mtimeMs, ctimeMs } = statSync(join(folder, name));
    return [name, size, mtimeMs, ctimeMs].join(' ');
  });
}

describe('recoverers at once, in processes of their own', () => {
  const folder = useFolder();

  it('have each journal once, whole, and leave no file', async () => {
    const names = fill(folder(), 100);
    const lines = await recoverAtOnce(folder(), 3);
    expect(lines).to.have.lengthOf(100);
    expect([...spansIn(lines)].sort()).to.deep.equal([...names].sort());
    expect(filesIn(folder())).to.deep.equal([]);
  });

  it('take over from one that was killed with a journal in its hands', async () => {
    const names = fill(folder(), 1);
    const first = startChild('recover-all.ts', [folder(), 'die']);
    await first.line();
    first.process.stdin?.write('go\n');
    expect(spansIn(await linesOf(first))).to.deep.equal(names);
    expect(filesIn(folder()).join()).to.include('claimed');
    const lines = await recoverAtOnce(folder(), 2);
    expect(spansIn(lines)).to.deep.equal(names);
    expect(filesIn(folder())).to.deep.equal([]);
  });

  it('take nothing from one that lives', async () => {
    fill(folder(), 1);
    const recoverer = recovererIn(folder());
    const [found] = findDead(recoverer);
    const claimed = claim(found!, recoverer);
    expect(await recoverAtOnce(folder(), 1)).to.deep.equal([]);
    expect(namesOf(claimed?.requests ?? [])).to.have.lengthOf(3);
  });
});

describe('a thousand old journals', () => {
  const folder = useFolder();

  it('are not looked at by init, and not touched by who may not send them', async () => {
    for (let n = 0; n < 1_000; n += 1) {
      const journal = journalIn(folder());
      journal.write({ started: [], ended: bulky(`${n}`) });
      journal.close();
    }
    writeFileSync(join(folder(), 'notes.txt'), 'theirs');
    const before = statesIn(folder());
    const backend = await startBackend();
    const end = await runFixture({
      script: join(__dirname, 'fixtures', 'start-among-many.cjs'),
      env: {
        EVERSPAN_JOURNAL_DIR: folder(),
        OTEL_EXPORTER_OTLP_ENDPOINT: backend.url,
      },
    });
    await backend.close();
    expect(end).to.include({ code: 0, stderr: '' });
    expect(end.reports).to.deep.equal([{ inInit: [] }]);
    expect(backend.spans().map(({ name }) => name)).to.deep.equal(['task']);
    expect(statesIn(folder())).to.deep.equal(before);
  });

  it('are found, claimed and removed without a descriptor left open', () => {
    for (let n = 0; n < 1_000; n += 1) {
      const journal = journalIn(folder());
      journal.write({ started: [], ended: bulky(`${n}`) });
      journal.close();
    }
    const recoverer = recovererIn(folder());
    const found = findDead(recoverer);
    expect(found).to.have.lengthOf(1_000);
    for (const each of found) {
      const claimed = claim(each, recoverer);
      claimed?.taken(claimed.requests);
    }
    expect(filesIn(folder())).to.deep.equal([]);
  });
});
