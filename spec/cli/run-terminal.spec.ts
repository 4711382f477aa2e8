import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { fixture, startBackend } from './command-line';
import {
  CTRL_BACKSLASH,
  CTRL_C,
  HAS_TERMINAL,
  onTerminal,
} from './on-terminal';

function runOf(name: string): readonly string[] {
  return ['run', '--', process.execPath, fixture(name)];
}

describe('everspan run on a terminal', () => {
  if (!HAS_TERMINAL) {
    it('is not tried: this machine cannot make a terminal', () => {
      const { error, status } = spawnSync('script', ['--version']);
      expect(error ?? status).not.to.equal(0);
    });
    return;
  }

  for (const [key, signal] of [
    [CTRL_C, 'SIGINT'],
    [CTRL_BACKSLASH, 'SIGQUIT'],
  ] as const) {
    it(`lets the key for ${signal} reach the child once`, async () => {
      const run = onTerminal(runOf('listening.cjs'));
      const child = Number(await run.says(/working (\d+)/));
      run.write(key);
      await run.says(new RegExp(`got ${signal}`));
      if (signal === 'SIGQUIT') process.kill(child, 'SIGTERM');
      const { code, stdout } = await run.end;
      expect(code).to.equal(7);
      expect(stdout.match(new RegExp(`got ${signal}`, 'g'))).to.have.length(1);
    });
  }

  it('dies of Ctrl-C as its child does, whose spans are sent', async () => {
    const backend = await startBackend();
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: backend.url };
    const run = onTerminal(runOf('working.cjs'), env);
    await run.says(/working/);
    run.write(CTRL_C);
    // `script` tells of a death by signal as shells do.
    expect((await run.end).code).to.equal(130);
    const reasons = backend.spans.map(
      ({ attributes }) => attributes['everspan.interrupted'],
    );
    expect(reasons).to.deep.equal(['SIGINT', 'SIGINT']);
    await backend.close();
  });
});
