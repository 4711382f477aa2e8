import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ownLines } from '../support/host-view';
import { AS_USERS } from '../support/patience';
import { runFixture } from '../support/run-fixture';
import { useFolder } from '../journal/journal-folder';

const FIXTURE = join(__dirname, 'fixtures', 'silent-names.cjs');
/** A machine of its own as far as network and mounts go. */
const UNSHARE = ['unshare', '--user', '--map-root-user', '--mount', '--net'];
/** The system would wait for two minutes and a half. */
const SETUP = [
  'printf "nameserver 127.0.0.1\\noptions timeout:30 attempts:5\\n" >"$0/conf"',
  'mount --bind "$0/conf" /etc/resolv.conf',
  'ip link set lo up',
  'exec "$@"',
].join(' && ');

/** Why there is no such machine, or `undefined` where there is one. */
function obstacle(folder: string): string | undefined {
  const [command = '', ...args] = UNSHARE;
  const all = [...args, 'sh', '-c', SETUP, folder, 'true'];
  const { error, status, stderr } = spawnSync(command, all);
  if (error) return error.message;
  return status === 0 ? undefined : stderr.toString();
}

describe('a process whose name server is silent', () => {
  const folder = useFolder();

  for (const ending of ['natural', 'exit']) {
    it(`ends as soon as it may: ${ending}`, async () => {
      const why = obstacle(folder());
      if (why !== undefined) {
        expect(why).to.match(/ENOENT|not permitted|[Dd]enied|failed|not found/);
        return;
      }
      const end = await runFixture({
        script: FIXTURE,
        args: [ending],
        launcher: [...UNSHARE, 'sh', '-c', SETUP, folder()],
        env: {
          OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otlp.example.com:4318',
          ...AS_USERS,
        },
      });
      expect(end).to.include({ code: 0, overran: false });
      expect(end.stdout).to.equal('asked: true\n');
      expect(ownLines(end)).to.have.lengthOf(1);
      expect(ownLines(end)[0]).to.include('the next start sends them');
    });
  }
});
