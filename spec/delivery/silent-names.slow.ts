import { expect } from 'chai';
import { join } from 'node:path';
import { ownLines } from '../support/host-view';
import { AS_USERS } from '../support/patience';
import { runFixture } from '../support/run-fixture';
import { temporaryFolder } from '../support/temporary-folder';
import { describeUnshared } from '../support/unshared';

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

const FOLDER = temporaryFolder();
const LAUNCHER = [...UNSHARE, 'sh', '-c', SETUP, FOLDER];
const PROBE = [...LAUNCHER, 'true'];

describeUnshared('a process whose name server is silent', PROBE, () => {
  for (const ending of ['natural', 'exit']) {
    it(`ends as soon as it may: ${ending}`, async () => {
      const end = await runFixture({
        script: FIXTURE,
        args: [ending],
        launcher: LAUNCHER,
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
