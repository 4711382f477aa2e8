import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import {
  fixture,
  launch,
  MAIN,
  startBackend,
  type Running,
} from './command-line';

const CTRL_C = '\x03';
const CTRL_BACKSLASH = '\x1c';

/** `script` hands its command to the shell that this names. */
const SHELL = '/bin/sh';

/**
 * The command as typed on a terminal of its own, by util-linux's `script`. By
 * `exec`, for a shell that waits would get the keys' signals too and die first.
 */
function onTerminal(name: string, env: Record<string, string> = {}): Running {
  const words = [process.execPath, MAIN, 'run', '--', process.execPath];
  const command = [...words, fixture(name)].map((each) => `'${each}'`);
  const script = ['script', '-qec', `exec ${command.join(' ')}`, '/dev/null'];
  return launch(script, { env: { ...env, SHELL } });
}

/** Part of every Debian, and of few other systems. */
const hasScript =
  spawnSync('script', ['-qec', 'true', '/dev/null'], {
    env: { ...process.env, SHELL },
  }).status === 0;

describe('everspan run on a terminal', () => {
  if (!hasScript) {
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
      const run = onTerminal('listening.cjs');
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
    const run = onTerminal('working.cjs', env);
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
