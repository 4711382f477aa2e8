import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReceivedSpan } from '../../lib/viewer/store/received-span';
import { serve, type Viewer } from '../../lib/viewer/serve';
import {
  install,
  isInstalled,
  runSample,
  SAMPLE,
} from '../../samples/demo/sample';
import type { End } from '../../samples/support/program';

const ROOT = join(__dirname, '..', '..');

describe('the sample of bad credentials', () => {
  const output: string[] = [];
  let viewer: Viewer;
  let end: End;
  let spans: readonly ReceivedSpan[];

  before(async () => {
    if (!isInstalled()) await install();
    viewer = await serve({ port: 0 });
    end = await runSample(viewer.url, (line) => output.push(line));
    // The process is gone: what has not arrived by now never will.
    spans = viewer.store.traces().flatMap((trace) => trace.spans);
  });

  after(() => viewer.close());

  function named(name: string): ReceivedSpan {
    const span = spans.find((each) => each.name === name);
    if (span === undefined) throw new Error(`no span ${name} has arrived`);
    return span;
  }

  it('has types that fit', () => {
    const cwd = join(ROOT, SAMPLE);
    const tsc = join('node_modules', 'typescript', 'bin', 'tsc');
    const { stdout } = spawnSync(process.execPath, [tsc], { cwd });
    expect(stdout.toString()).to.equal('');
  });

  it('dies with exit code 1', () => {
    expect(end).to.deep.equal({ code: 1, signal: null });
  });

  it('prints what is expected and nothing else', () => {
    const file = join(ROOT, SAMPLE, 'expected.txt');
    const expected = readFileSync(file, 'utf8');
    expect(`${output.join('\n')}\n`).to.equal(expected);
  });

  it('delivers every span before it is gone, as one trace', () => {
    expect(spans).to.have.lengthOf(4);
    expect(new Set(spans.map(({ traceId }) => traceId)).size).to.equal(1);
  });

  it('ends the open workflow as failed, with reason and exit code', () => {
    const { status, attributes, parentSpanId } = named('answer');
    expect(parentSpanId).to.equal(undefined);
    expect(status.code).to.equal(2);
    expect(attributes).to.include({
      'everspan.kind': 'workflow',
      'everspan.interrupted': 'exit',
      'process.exit.code': 1,
    });
  });

  it('keeps the task that went well', () => {
    const task = named('writePrompt');
    expect(task.status.code).to.equal(0);
    expect(task.parentSpanId).to.equal(named('answer').spanId);
  });

  it('records in the task that failed what Bedrock answered', () => {
    const { status, events, attributes } = named('askModel');
    expect(status.code).to.equal(2);
    expect(attributes['error.type']).to.equal('UnrecognizedClientException');
    expect(events.map(({ name }) => name)).to.deep.equal(['exception']);
  });

  it('hangs the span of the Bedrock instrumentation below the task', () => {
    const completion = named('chat nova-lite-v1:0');
    expect(completion.scope.name).to.equal(
      '@traceloop/instrumentation-bedrock',
    );
    expect(completion.parentSpanId).to.equal(named('askModel').spanId);
    expect(completion.status.code).to.equal(2);
  });

  it('carries the correlation id on every span', () => {
    for (const { attributes } of spans) {
      expect(attributes['everspan.correlation.id']).to.equal('T-1001');
    }
  });
});
