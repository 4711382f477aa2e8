import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'chai';

const FIXTURE = join(__dirname, 'fixtures/rejections.cjs');

describe('the rejection of', () => {
  for (const way of JSON.parse(run().stdout) as string[]) {
    it(`${way} ends the process as without a span`, () => {
      const bare = run(way);
      const annotated = run(way, 'annotated');
      expect(annotated.status).to.equal(bare.status);
      expect(annotated.stdout).to.equal(bare.stdout);
      expect(headline(annotated.stderr)).to.equal(headline(bare.stderr));
      expect(bare.status === 1).to.equal(bare.stdout === '');
    });
  }
});

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(...args: readonly string[]): Outcome {
  return spawnSync(process.execPath, [FIXTURE, ...args], { encoding: 'utf8' });
}

/** What Node says of the error, without where it was. */
function headline(stderr: string): string | undefined {
  return /^Error: .*/m.exec(stderr)?.[0];
}
