import { trace } from '@opentelemetry/api';
import {
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace';
import { expect } from 'chai';
import { type InitOptions, task } from '../../lib';
import { currentHandle, setUp } from '../../lib/setup/init';
import { redactorsFor } from '../../lib/setup/redaction';
import { startBackend } from '../support/backend';
import { ownEnvironment } from './own-environment';

const MAIL = 'bob@example.org';
const attributes = { password: 'x', note: `pwd=x ${MAIL} P-1`, patient: 'Bob' };

function work(): void {
  task.run({ name: 'ours', attributes }, () => undefined);
  trace.getTracer('other').startSpan('other', { attributes }).end();
}

describe('the option redact of init', () => {
  const setVariables = ownEnvironment();

  afterEach(async () => {
    await currentHandle()?.shutdown();
    trace.disable();
  });

  async function noteOf(options: InitOptions): Promise<unknown> {
    const backend = await startBackend();
    setVariables({ OTEL_EXPORTER_OTLP_ENDPOINT: backend.url });
    const everspan = setUp({ journal: false, ...options });
    work();
    await everspan.flush();
    await backend.close();
    const ours = backend.spans().find(({ name }) => name === 'ours');
    return ours?.attributes['note'];
  }

  it('leaves personal data where nothing is captured', async () => {
    expect(await noteOf({})).to.equal(`pwd=[redacted] ${MAIL} P-1`);
  });

  it('hides personal data everywhere once init captures', async () => {
    const hidden = 'pwd=[redacted] [redacted] P-1';
    expect(await noteOf({ capture: true })).to.equal(hidden);
  });

  it('hides personal data or not, where it says so', async () => {
    const shown = `pwd=[redacted] ${MAIL} P-1`;
    const redact = { personal: false };
    expect(await noteOf({ capture: true, redact })).to.equal(shown);
  });

  it('takes own patterns and a function', async () => {
    const redact = {
      patterns: [/P-\d+/],
      with: (value: string, key: string) => `${key}: ${value}`,
    };
    expect(await noteOf({ redact })).to.equal(
      `note: pwd=[redacted] ${MAIL} [redacted]`,
    );
  });

  it('hides personal data in what is captured, unless it is told not to', () => {
    const { captured, recorded } = redactorsFor({});
    expect(captured.text(MAIL)).to.equal('[redacted]');
    expect(recorded.text(MAIL)).to.equal(MAIL);
    const open = redactorsFor({ redact: { personal: false } });
    expect(open.captured.text(MAIL)).to.equal(MAIL);
  });

  it('holds for an exporter of the user, spans of others by key', async () => {
    const exporter = new InMemorySpanExporter();
    const redact = { keys: ['patient'] };
    const everspan = setUp({ exporter, redact });
    work();
    const kept: ReadableSpan[] = [];
    const shutdown = exporter.shutdown.bind(exporter);
    exporter.shutdown = () => {
      kept.push(...exporter.getFinishedSpans());
      return shutdown();
    };
    await everspan.shutdown();
    const [ours, other] = kept;
    const hidden = { password: '[redacted]', patient: '[redacted]' };
    expect(ours?.attributes).to.include({
      ...hidden,
      note: `pwd=[redacted] ${MAIL} P-1`,
    });
    expect(other?.attributes).to.include({ ...hidden, note: attributes.note });
  });

  it('keeps secrets of annotations from the processors of the user', async () => {
    const exporter = new InMemorySpanExporter();
    const processors = [new SimpleSpanProcessor({ exporter })];
    setVariables({ OTEL_TRACES_EXPORTER: 'none' });
    const everspan = setUp({ processors });
    work();
    const [ours] = exporter.getFinishedSpans();
    expect(ours?.attributes['password']).to.equal('[redacted]');
    await everspan.shutdown();
  });
});
