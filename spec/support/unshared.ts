/** Facts that need namespaces of Linux, and the one that holds without them. */
import { expect } from 'chai';
import { spawnSync } from 'node:child_process';

/** Makes a command process 1, and passes no signals on to it. */
export const AS_PID_1: readonly string[] = [
  'unshare',
  ...(process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']),
  '--pid',
  '--fork',
  '--mount-proc',
  '--kill-child',
];

/** Another container on the same machine: its process ids mean nothing here. */
export const IN_ANOTHER_PID_NAMESPACE = [
  'unshare',
  '--user',
  '--map-root-user',
  '--pid',
  '--fork',
  '--mount-proc',
] as const;

/** Declares `facts` if `probe` does well on this machine, or else says why not. */
export function describeUnshared(
  title: string,
  probe: readonly string[],
  facts: () => void,
): void {
  describe(title, () => {
    const why = obstacleTo(probe);
    if (why === undefined) {
      facts();
      return;
    }
    it(`is not tried: ${why}`, () => {
      expect(obstacleTo(probe)).to.equal(why);
    });
  });
}

/** What `probe` fails of, or `undefined` if it does well. */
function obstacleTo([command = '', ...args]: readonly string[]):
  string | undefined {
  const probed = spawnSync(command, args, { encoding: 'utf8' });
  if (probed.error) return probed.error.message;
  return probed.status === 0 ? undefined : probed.stderr.trim();
}
