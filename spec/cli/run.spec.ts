import { expect } from 'chai';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { everspan, everspanRun, launch } from './command-line';
import { temporaryFolder } from '../support/temporary-folder';

const NODE = process.execPath;
const DIST = join(__dirname, '../../dist');

describe('everspan run', () => {
  for (const code of [0, 3, 255]) {
    it(`ends with exit code ${code} as its command does`, async () => {
      const end = await everspanRun(['sh', '-c', `exit ${code}`]).end;
      expect(end).to.include({ code, signal: null, stdout: '', stderr: '' });
    });
  }

  for (const signal of ['SIGTERM', 'SIGKILL', 'SIGABRT', 'SIGPIPE'] as const) {
    it(`dies by ${signal} as its command does`, async () => {
      const name = signal.slice('SIG'.length);
      const end = await everspanRun(['sh', '-c', `kill -${name} $$`]).end;
      expect(end).to.include({ code: null, signal });
    });
  }

  it('hands input and output through', async () => {
    const script = 'cat; echo told >&2';
    const end = await everspanRun(['sh', '-c', script], { stdin: 'a\nb' }).end;
    expect(end).to.include({ code: 0, stdout: 'a\nb', stderr: 'told\n' });
  });

  it('keeps the arguments of the command as they are', async () => {
    const script = 'console.log(JSON.stringify(process.argv.slice(1)))';
    const args = ['--', '--help', 'a b', '', '"'];
    const run = everspanRun([NODE, '-e', script, ...args]);
    const { stdout } = await run.end;
    expect(JSON.parse(stdout)).to.deep.equal(args.slice(1));
  });

  it('keeps the options for node that were there', async () => {
    const script = 'console.log(process.title, process.env.NODE_OPTIONS)';
    const env = { NODE_OPTIONS: '--title=mine' };
    const { stdout } = await everspanRun([NODE, '-e', script], { env }).end;
    expect(stdout).to.match(/^mine --require .+register\.js"? --title=mine\n$/);
  });

  it('works from a folder with spaces in its name', async () => {
    const folder = join(temporaryFolder(), 'a "b" c');
    mkdirSync(folder);
    cpSync(DIST, join(folder, 'dist'), { recursive: true });
    symlinkSync(join(DIST, '../node_modules'), join(folder, 'node_modules'));
    const main = join(folder, 'dist/cli/main.js');
    const script = 'console.log(process.env.NODE_OPTIONS)';
    const run = launch([NODE, main, 'run', '--', NODE, '-e', script], {});
    const end = await run.end;
    expect(end).to.include({ code: 0, stderr: '' });
    expect(end.stdout).to.include('a \\"b\\" c/dist/register.js"');
  });

  it('runs the scripts of npm', async () => {
    const cwd = temporaryFolder();
    const scripts = { start: 'node -e "process.exit(5)"' };
    writeFileSync(join(cwd, 'package.json'), JSON.stringify({ scripts }));
    const { code } = await everspanRun(['npm', 'start'], { cwd }).end;
    expect(code).to.equal(5);
  });

  it('answers 127 for a command that is not there', async () => {
    // A folder that may not be read would be 126, as of `env`.
    const env = { PATH: temporaryFolder() };
    const end = await everspanRun(['no-such-command'], { env }).end;
    expect(end.code).to.equal(127);
    expect(end.stderr).to.equal(
      'everspan: cannot run no-such-command: command not found\n',
    );
  });

  it('answers 126 for a file that is no program', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    const end = await everspanRun([file]).end;
    expect(end.code).to.equal(126);
    expect(end.stderr).to.match(/^everspan: cannot run .*EACCES\n$/);
  });

  for (const args of [['run'], ['run', 'node'], ['run', '--x', '--', 'a']]) {
    it(`refuses ${args.join(' ')}`, async () => {
      const end = await everspan(args).end;
      expect(end.code).to.equal(2);
      expect(end.stderr).to.match(/^everspan: ERR_EVERSPAN_USAGE: /);
    });
  }

  it('tells how it is used', async () => {
    const end = await everspan(['run', '--help']).end;
    expect(end).to.include({ code: 0, stderr: '' });
    expect(end.stdout).to.match(/^Usage: everspan run \[--view\] -- command/);
  });
});
