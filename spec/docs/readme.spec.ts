import { expect } from 'chai';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '../../lib/viewer/serve';
import { traceStory } from '../../samples/demo/story';
import { masked } from '../samples/masked';
import { runFixture } from '../support/run-fixture';
import { write } from './compile';
import { read, ROOT, samplesOf } from './samples';

const README = read('README.md');
const FOLDER = join(ROOT, '.tmp', `readme-${process.pid}`);
const MAX_LINES = 150;

/** What the page says that the demo prints of the file to paste. */
function shownOutput(): string {
  const [, afterSample = ''] = README.split('```js exits=1');
  const [, output = ''] = /\n```\n([^`]+)\n```\n/.exec(afterSample) ?? [];
  return output;
}

/** What the demo prints of it here. */
async function realOutput(): Promise<string> {
  const [sample] = samplesOf('README.md', README);
  if (sample === undefined) throw new Error('README.md has nothing to paste');
  const viewer = await serve({ port: 0 });
  try {
    const script = write({ sample, dialect: 'standard' }, FOLDER);
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: viewer.url };
    const { code } = await runFixture({ script, env });
    expect(code).to.equal(1);
    const [trace] = viewer.store.traces();
    return traceStory(trace?.spans ?? [], false);
  } finally {
    await viewer.close();
  }
}

describe('README.md', () => {
  after(() => {
    rmSync(FOLDER, { recursive: true });
  });

  it('can be read in a minute', () => {
    expect(README.trimEnd().split('\n').length).to.be.at.most(MAX_LINES);
  });

  it('shows the real output of the file to paste', async function () {
    this.timeout(120_000);
    expect(shownOutput()).to.include('place');
    expect(masked(await realOutput())).to.equal(masked(shownOutput()));
  });
});
