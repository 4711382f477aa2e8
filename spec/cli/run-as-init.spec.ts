import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import {
  fixture,
  interruptions,
  launch,
  MAIN,
  startBackend,
} from './command-line';

/** Makes its command process 1 of a namespace of its own. */
const UNSHARE = [
  'unshare',
  ...(process.getuid?.() === 0 ? [] : ['--user', '--map-root-user']),
  '--pid',
  '--fork',
  '--mount-proc',
  '--kill-child',
];

const [program = '', ...options] = UNSHARE;
const probe = spawnSync(program, [...options, 'true'], { encoding: 'utf8' });

describe('everspan run as process 1', () => {
  if (probe.status !== 0) {
    it('is not tried: namespaces are not to be had here', () => {
      const told = probe.error?.message ?? probe.stderr;
      expect(told).to.match(/ENOENT|not permitted|denied|failed/);
    });
    return;
  }

  it('turns a death by signal into 128 + n, and sends what is left', async () => {
    const backend = await startBackend();
    const words = [process.execPath, MAIN, 'run', '--', process.execPath];
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: backend.url };
    const run = launch([...UNSHARE, ...words, fixture('killed.cjs')], { env });
    const { code, stderr } = await run.end;
    expect({ code, stderr }).to.deep.equal({ code: 137, stderr: '' });
    const found = interruptions(backend.spans);
    expect(found).to.deep.equal(['charge killed', 'place killed']);
    await backend.close();
  });
});
