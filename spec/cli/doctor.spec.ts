import { expect } from 'chai';
import { everspan } from './command-line';
import { BROKEN, WELL } from './doctor/setups';
import { visit } from './doctor/visit';

/** Codes of what the doctor says is wrong. */
function codesIn(stdout: string): readonly string[] {
  const lines = stdout.match(/^wrong .*\[([a-z-]+)\]$/gm) ?? [];
  return lines.map((line) => line.replace(/^.*\[(.*)\]$/, '$1'));
}

describe('everspan doctor', () => {
  it('finds that all is well, and names the trace it sent', async () => {
    const seen = await visit(WELL);
    expect(seen).to.include({ code: 0, stderr: '' });
    expect(seen.stdout).to.match(
      /^ok {5}the test span was taken: trace [0-9a-f]{32}$/m,
    );
    expect(seen.stdout).to.match(/\nAll is well\.\n$/);
  });

  for (const setup of BROKEN) {
    it(`says what is wrong and how to mend it: ${setup.name}`, async () => {
      const seen = await visit(setup);
      expect(codesIn(seen.stdout)).to.deep.equal(setup.wrong);
      expect(seen.code).to.equal(1);
      expect(seen.stdout).to.match(/^wrong .*\n {7}-> /m);
    });
  }

  it('masks what is secret, even where the backend repeats it', async () => {
    const setup = {
      ...WELL,
      visit: (port: number) => ({
        env: {
          OTEL_EXPORTER_OTLP_ENDPOINT: `http://me:s3cret-1@localhost:${port}/x?token=s3cret-2`,
          OTEL_EXPORTER_OTLP_HEADERS: 'x-key=s3cret-3',
        },
      }),
    };
    const { stdout, stderr } = await visit(setup);
    expect(stdout).to.include('x-key: ***').and.include('authorization: ***');
    expect(stdout + stderr).to.not.include('s3cret');
    const refused = BROKEN.find(({ name }) => name === 'the key is refused');
    const echoed = await visit(refused ?? WELL);
    expect(echoed.stdout).to.include('invalid API key ***');
    expect(echoed.stdout).to.not.include('k-secret-1');
  });

  it('prints no colour where there is no terminal', async () => {
    expect((await visit(WELL)).stdout).to.not.include('\u001b');
  });

  it('tells what it does', async () => {
    const end = await everspan(['doctor', '--help']).end;
    expect(end).to.include({ code: 0, stderr: '' });
    expect(end.stdout).to.match(/^Usage: everspan doctor\n/);
  });

  for (const args of [['here'], ['--fast']]) {
    it(`refuses ${args.join(' ')}`, async () => {
      const end = await everspan(['doctor', ...args]).end;
      expect(end).to.include({ code: 2, stdout: '' });
      expect(end.stderr).to.match(/^everspan: ERR_EVERSPAN_USAGE: /);
    });
  }
});
