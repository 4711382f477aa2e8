import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { livenessOf, thisOwner, type Owner } from '../../lib/journal/owner';
import { until } from '../delivery/answering-server';
import {
  describeUnshared,
  IN_ANOTHER_PID_NAMESPACE,
} from '../support/unshared';
import { startChild, type Child } from './child';

const SELF = thisOwner();

async function ownerOf(child: Child): Promise<Owner> {
  return JSON.parse((await child.line()) ?? '') as Owner;
}

describe('thisOwner', () => {
  it('tells machine, boot, namespace, process and its start', () => {
    expect(SELF.pid).to.equal(process.pid);
    expect(SELF.thread).to.equal(0);
    expect(SELF.boot).to.match(/^[0-9a-f-]{36}$/);
    expect(SELF.pidNamespace).to.match(/^pid:\[\d+\]$/);
    expect(SELF.startTime).to.match(/^\d+$/);
  });
});

describe('livenessOf', () => {
  it('says alive of itself', () => {
    expect(livenessOf(SELF, SELF)).to.equal('alive');
  });

  it('says alive of a process, and dead when it has been killed', async () => {
    const child = startChild('own-a-journal.ts');
    const owner = await ownerOf(child);
    expect(livenessOf(owner, SELF)).to.equal('alive');
    await child.kill();
    expect(livenessOf(owner, SELF)).to.equal('dead');
  });

  it('says dead of one whose process id is in use again', () => {
    const before = { ...SELF, startTime: String(Number(SELF.startTime) - 1) };
    expect(livenessOf(before, SELF)).to.equal('dead');
  });

  it('says dead of one whose parent has not asked how it died', async () => {
    // The shell becomes a sleep, which never asks for what the shell started.
    const shell = spawn('sh', ['-c', 'sleep 600 & echo $!; exec sleep 600'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [line] = (await once(shell.stdout, 'data')) as [Buffer];
    const pid = Number(line.toString());
    await until(() => nameOf(shell.pid ?? 0) === 'sleep');
    process.kill(pid, 'SIGKILL');
    await until(() => statOf(pid)[0] === 'Z');
    const owner = { ...SELF, pid, startTime: startTimeOf(pid) };
    expect(livenessOf(owner, SELF)).to.equal('dead');
    shell.kill('SIGKILL');
  });

  it('says unknown of another machine, boot or namespace', () => {
    const elsewhere: Partial<Owner>[] = [
      { machine: 'other' },
      { boot: 'other' },
      { pidNamespace: 'pid:[1]' },
    ];
    for (const fields of elsewhere) {
      expect(livenessOf({ ...SELF, ...fields }, SELF)).to.equal('unknown');
    }
  });

  it('concludes nothing from what could not be read', () => {
    const blind = { boot: '', pidNamespace: '', startTime: '' };
    for (const [name, value] of Object.entries(blind)) {
      const owner = { ...SELF, [name]: value };
      expect(livenessOf(owner, { ...SELF, [name]: value })).to.equal('unknown');
    }
  });

  it('says unknown of another thread while the process lives', () => {
    expect(livenessOf({ ...SELF, thread: 1 }, SELF)).to.equal('unknown');
    const dead = { ...SELF, thread: 1, startTime: '1' };
    expect(livenessOf(dead, SELF)).to.equal('dead');
  });

  it('says unknown where no more files can be opened', async () => {
    const limited = ['sh', '-c', 'ulimit -n 64; exec "$@"', 'sh'];
    const child = startChild('no-descriptors.ts', [], limited);
    expect(await child.line()).to.equal('unknown');
  });
});

const PROBE = [...IN_ANOTHER_PID_NAMESPACE, 'true'];

describeUnshared('livenessOf, for another pid namespace', PROBE, () => {
  it('says unknown, seen from here', async () => {
    const child = startChild('own-a-journal.ts', [], IN_ANOTHER_PID_NAMESPACE);
    const owner = await ownerOf(child);
    expect(owner.pid).to.equal(1);
    expect(livenessOf(owner, SELF)).to.equal('unknown');
    child.process.stdin?.end();
    await once(child.process, 'exit');
    expect(livenessOf(owner, SELF)).to.equal('unknown');
  });
});

function statOf(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function startTimeOf(pid: number): string {
  return statOf(pid)[19] ?? '';
}

function nameOf(pid: number): string {
  return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
}
