import { expect } from 'chai';
import { createServer, type Server } from 'node:http';
import { fixture, type Running } from './command-line';
import { CTRL_C, HAS_TERMINAL, onTerminal } from './on-terminal';
import { runsOf } from './view-command';

const USUAL_PORT = 4318;

/** What is said of a view that a person has open on this machine. */
const OPEN_BEFORE = 'which was open already';

describe('everspan run --view on a terminal', () => {
  if (!HAS_TERMINAL) {
    it('is not tried: this machine cannot make a terminal', () => {
      expect(HAS_TERMINAL).to.equal(false);
    });
    return;
  }

  let holder: Server;

  /** A view that somebody opens meanwhile would be shared, and not ours. */
  beforeEach(async () => {
    holder = createServer((_, response) => response.writeHead(404).end());
    await new Promise<unknown>((resolve) => {
      // It is held, or somebody else holds it.
      holder.once('listening', resolve as () => void).once('error', resolve);
      holder.listen(USUAL_PORT, '127.0.0.1');
    });
  });

  afterEach(() => {
    holder.closeAllConnections();
    holder.close();
  });

  function start(name: string): Running {
    const command = [process.execPath, fixture(name)];
    // A starved machine may need longer than a second to deliver.
    const env = { EVERSPAN_EXIT_TIMEOUT_MS: '60000' };
    return onTerminal(['run', '--view', '--', ...command], env);
  }

  it('stays when the program is over, and ends with its exit code', async () => {
    const run = start('refused.cjs');
    const url = await run.says(/traces are shown on (http\S+\d)/);
    if (!run.stdout().includes(OPEN_BEFORE)) {
      await run.says(/ended with exit code 3; see .*, Ctrl-C ends this/);
      const [shown] = await runsOf(url);
      expect(shown).to.include({ name: 'place', status: 'failed' });
      run.write(CTRL_C);
    }
    const { code, stdout } = await run.end;
    expect(code).to.equal(3);
    expect(stdout).to.not.include('ERR_');
    await isGone(url, run);
  });

  it('stays when Ctrl-C has ended the program, and ends by the next', async () => {
    const run = start('working.cjs');
    const url = await run.says(/traces are shown on (http\S+\d)/);
    await run.says(/working/);
    run.write(CTRL_C);
    if (!run.stdout().includes(OPEN_BEFORE)) {
      await run.says(/was ended by SIGINT; see .*, Ctrl-C ends this/);
      const [shown] = await runsOf(url);
      expect(shown).to.include({ interrupted: 'SIGINT', status: 'failed' });
      run.write(CTRL_C);
    }
    // `script` tells of a death by signal as shells do.
    expect((await run.end).code).to.equal(130);
    await isGone(url, run);
  });

  async function isGone(url: string, { stdout }: Running): Promise<void> {
    if (stdout().includes(OPEN_BEFORE)) return;
    expect(await runsOf(url).catch(() => 'gone')).to.equal('gone');
  }
});
