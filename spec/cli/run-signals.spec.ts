import { expect } from 'chai';
import { everspanRun, fixture } from './command-line';

const LISTENING = [process.execPath, fixture('listening.cjs')];

describe('a signal to everspan run', () => {
  for (const signal of ['SIGHUP', 'SIGUSR1', 'SIGUSR2'] as const) {
    it(`passes ${signal} on`, async () => {
      const run = everspanRun(LISTENING);
      await run.says(/working/);
      process.kill(run.pid, signal);
      await run.says(new RegExp(`got ${signal}`));
      process.kill(run.pid, 'SIGTERM');
      expect(await run.end).to.include({ code: 7, signal: null });
    });
  }

  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    it(`passes ${signal} on where no terminal does`, async () => {
      const run = everspanRun(LISTENING, { detached: true });
      await run.says(/working/);
      process.kill(run.pid, signal);
      await run.says(new RegExp(`got ${signal}`));
      process.kill(run.pid, 'SIGTERM');
      await run.end;
      expect(run.stdout().match(/got/g)?.length).to.be.at.least(1);
    });
  }

  it('wakes a child that was stopped', async () => {
    const run = everspanRun(LISTENING);
    const child = Number(await run.says(/working (\d+)/));
    process.kill(child, 'SIGSTOP');
    process.kill(run.pid, 'SIGCONT');
    process.kill(run.pid, 'SIGTERM');
    expect((await run.end).code).to.equal(7);
  });

  it('ends a child without listeners, and then everspan, by itself', async () => {
    const run = everspanRun(['sh', '-c', 'echo working; exec sleep 60']);
    await run.says(/working/);
    process.kill(run.pid, 'SIGTERM');
    const { code, signal } = await run.end;
    expect({ code, signal }).to.deep.equal({ code: null, signal: 'SIGTERM' });
  });
});
