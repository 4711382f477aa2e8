/**
 * OpenTelemetry's Python SDK sends to the viewer. It is taken from the
 * `python3` on PATH and from `PYTHONPATH`; without it the specs say so and are
 * skipped. Not part of `npm test`: see `npm run test:interop`.
 */
import { expect } from 'chai';
import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ReceivedSpan } from '../../lib/viewer/store/received-span';
import { exceptionsOf } from '../../lib/viewer/answers/exceptions';
import { serve } from '../../lib/viewer/serve';

const run = promisify(execFile);
const SCRIPT = join(__dirname, 'python_sdk.py');

const NEEDED = 'import opentelemetry.exporter.otlp.proto.http.trace_exporter';

describe('the Python SDK', () => {
  before(function () {
    const { status } = spawnSync('python3', ['-c', NEEDED]);
    if (status === 0) return;
    console.log('    no opentelemetry-exporter-otlp-proto-http for python3');
    this.skip();
  });

  for (const compression of ['none', 'gzip']) {
    it(`has what it sends read as it was recorded, ${compression}`, async () => {
      const viewer = await serve({ port: 0 });
      const endpoint = { ENDPOINT: `${viewer.url}/v1/traces` };
      const env = { ...process.env, ...endpoint, COMPRESSION: compression };
      const { stderr } = await run('python3', [SCRIPT], { env });
      expect(stderr).to.equal('');
      const spans = viewer.store.traces().flatMap((trace) => trace.spans);
      check(new Map(spans.map((span) => [span.name, span])));
      await viewer.close();
    });
  }
});

function check(spans: ReadonlyMap<string, ReceivedSpan>): void {
  const [before, invoice, charge] = ['before', 'invoice', 'charge'].map(
    (name) => spans.get(name),
  );
  expect(invoice).to.deep.include({
    kind: 2,
    parentSpanId: undefined,
    attributes: {
      text: 'für 5 €',
      count: 9_007_199_254_740_993n,
      half: 0.5,
      yes: true,
      list: ['a', 'b'],
    },
  });
  expect(invoice?.scope).to.include({ name: 'invoices', version: '1.2' });
  expect(invoice?.resource.attributes).to.include({
    'service.name': 'billing',
    'telemetry.sdk.language': 'python',
  });
  expect(invoice?.links).to.have.lengthOf(1);
  expect(invoice?.links[0]).to.deep.include({
    traceId: before?.traceId,
    spanId: before?.spanId,
    attributes: { why: 'retry' },
  });
  expect(charge).to.include({ parentSpanId: invoice?.spanId });
  expect(charge?.status).to.deep.equal({
    code: 2,
    message: "KeyError: 'bad key'",
  });
  expect(charge && exceptionsOf(charge)[0]).to.include({
    type: 'KeyError',
    message: "'bad key'",
  });
}
