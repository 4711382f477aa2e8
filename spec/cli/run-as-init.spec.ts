import { expect } from 'chai';
import { AS_PID_1, describeUnshared } from '../support/unshared';
import {
  fixture,
  interruptions,
  launch,
  MAIN,
  startBackend,
} from './command-line';

describeUnshared('everspan run as process 1', [...AS_PID_1, 'true'], () => {
  it('turns a death by signal into 128 + n, and sends what is left', async () => {
    const backend = await startBackend();
    const words = [process.execPath, MAIN, 'run', '--', process.execPath];
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: backend.url };
    const run = launch([...AS_PID_1, ...words, fixture('killed.cjs')], { env });
    const { code, stderr } = await run.end;
    expect({ code, stderr }).to.deep.equal({ code: 137, stderr: '' });
    const found = interruptions(backend.spans);
    expect(found).to.deep.equal(['charge killed', 'place killed']);
    await backend.close();
  });
});
