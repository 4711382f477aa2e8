import { expect } from 'chai';
import { readdirSync } from 'node:fs';
import {
  everspanRun,
  fixture,
  interruptions,
  startBackend,
  type Backend,
} from './command-line';
import { temporaryFolder } from '../support/temporary-folder';

const NODE = process.execPath;
const WORKING = fixture('working.cjs');
const BOTH = ['charge killed', 'place killed'];

describe('everspan run, when what it runs is killed', () => {
  let backend: Backend;
  let folder: string;
  let env: Record<string, string>;

  beforeEach(async () => {
    backend = await startBackend();
    folder = temporaryFolder();
    env = {
      EVERSPAN_JOURNAL_DIR: folder,
      OTEL_EXPORTER_OTLP_ENDPOINT: backend.url,
    };
  });

  afterEach(() => backend.close());

  const journals = (): string[] =>
    readdirSync(folder).filter((name) => name !== 'secret');

  it('has sent the open spans before it ends', async () => {
    const run = everspanRun([NODE, WORKING], { env });
    process.kill(Number(await run.says(/working (\d+)/)), 'SIGKILL');
    const end = await run.end;
    expect(end).to.include({ code: null, signal: 'SIGKILL', stderr: '' });
    expect(interruptions(backend.spans)).to.deep.equal(BOTH);
    expect(journals()).to.deep.equal([]);
  });

  it('sends for a grandchild while the child lives on', async () => {
    const script = `"${NODE}" "${WORKING}"; echo lives; read line`;
    const run = everspanRun(['sh', '-c', script], { env });
    process.kill(Number(await run.says(/working (\d+)/)), 'SIGKILL');
    await run.says(/lives/);
    await backend.has(2);
    expect(interruptions(backend.spans)).to.deep.equal(BOTH);
    run.write('\n');
    expect((await run.end).code).to.equal(0);
  });

  it('knows endpoint, headers and folder from init()', async () => {
    const options = JSON.stringify({
      serviceName: 'orders',
      endpoint: backend.url,
      headers: { 'x-key': 'not written anywhere' },
      journal: { directory: folder },
    });
    const run = everspanRun([NODE, WORKING, options]);
    process.kill(Number(await run.says(/working (\d+)/)), 'SIGKILL');
    expect((await run.end).stderr).to.equal('');
    expect(interruptions(backend.spans)).to.deep.equal(BOTH);
    expect(journals()).to.deep.equal([]);
  });

  it('knows them from a program that dies as soon as it is set up', async () => {
    const options = { endpoint: backend.url, serviceName: 'orders' };
    const script = `
      const { init, task } = require(${JSON.stringify(require.resolve('../../dist'))});
      init(${JSON.stringify(options)});
      task.run('charge', () => process.kill(process.pid, 'SIGKILL'));`;
    const run = everspanRun([NODE, '-e', script], {
      env: { EVERSPAN_JOURNAL_DIR: folder },
    });
    expect((await run.end).stderr).to.equal('');
    expect(interruptions(backend.spans)).to.deep.equal(['charge killed']);
  });

  it('leaves what it cannot send, and says so in one line', async () => {
    const nowhere = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' };
    const run = everspanRun([NODE, WORKING], { env: { ...env, ...nowhere } });
    process.kill(Number(await run.says(/working (\d+)/)), 'SIGKILL');
    const { stderr } = await run.end;
    const ours = /^everspan: 2 span\(s\) .* stay in .*ECONNREFUSED.*\n$/;
    expect(stderr).to.match(ours);
    expect(journals()).to.have.lengthOf(1);
  });

  it('leaves what is bound to a destination that it was not told', async () => {
    const options = JSON.stringify({
      endpoint: 'http://127.0.0.1:1',
      journal: { directory: folder },
    });
    const run = everspanRun(
      ['sh', '-c', `EVERSPAN_RUN_SOCKET= "${NODE}" "${WORKING}" '${options}'`],
      { env },
    );
    process.kill(Number(await run.says(/working (\d+)/)), 'SIGKILL');
    const { stderr } = await run.end;
    expect(stderr).to.match(/everspan: 2 span\(s\) .*not known here/);
    expect(backend.spans).to.deep.equal([]);
  });

  it('touches nothing when nothing is left', async () => {
    const script = `
      const { task } = require(${JSON.stringify(require.resolve('../../dist'))});
      task.run('charge', () => undefined);`;
    const end = await everspanRun([NODE, '-e', script], { env }).end;
    expect(end).to.include({ code: 0, stderr: '' });
    expect(backend.spans.map(({ name }) => name)).to.deep.equal(['charge']);
    expect(journals()).to.deep.equal([]);
  });
});
