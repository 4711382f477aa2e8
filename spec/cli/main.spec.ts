import { expect } from 'chai';
import { VERSION } from '../../lib/internal/version';
import { everspan } from './command-line';

describe('everspan', () => {
  it('tells its commands', async () => {
    const end = await everspan(['--help']).end;
    expect(end).to.include({ code: 0, stderr: '' });
    expect(end.stdout).to.include('everspan view [--port 4318]');
    expect(end.stdout).to.include('everspan run [--view] -- command');
    expect(end.stdout).to.include('everspan drain');
  });

  it('tells its version', async () => {
    const end = await everspan(['--version']).end;
    expect(end).to.include({ code: 0, stdout: `${VERSION}\n` });
  });

  for (const args of [[], ['fly'], ['--fly']]) {
    it(`refuses "${args.join(' ')}", and tells its commands`, async () => {
      const end = await everspan(args).end;
      expect(end).to.include({ code: 2, stdout: '' });
      expect(end.stderr).to.match(/^everspan: ERR_EVERSPAN_USAGE: No /);
      expect(end.stderr).to.include('everspan run [--view] -- command');
    });
  }
});
