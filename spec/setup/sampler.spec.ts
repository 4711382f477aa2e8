import { ROOT_CONTEXT, SpanKind, trace, TraceFlags } from '@opentelemetry/api';
import { SamplingDecision } from '@opentelemetry/sdk-trace';
import { expect } from 'chai';
import { randomBytes } from 'node:crypto';
import type { InitOptions } from '../../lib/setup/options';
import { samplerFor } from '../../lib/setup/sampler';
import { overhearing } from '../internal/overheard';
import { ownEnvironment } from './own-environment';

type Sampling = InitOptions['sampling'];

const { NOT_RECORD, RECORD, RECORD_AND_SAMPLED } = SamplingDecision;
const TRACE_ID = '5b8efff798038103d269b633813fc60c';
const TRACES = 1_000;

interface Case {
  readonly parent?: 'sampled' | 'unsampled';
  readonly traceId?: string;
}

function decide(sampling: Sampling, { parent, traceId = TRACE_ID }: Case = {}) {
  const traceFlags =
    parent === 'sampled' ? TraceFlags.SAMPLED : TraceFlags.NONE;
  const spanContext = { traceId, spanId: '1'.repeat(16), traceFlags };
  const context = parent
    ? trace.setSpanContext(ROOT_CONTEXT, { ...spanContext, isRemote: true })
    : ROOT_CONTEXT;
  const kind = SpanKind.INTERNAL;
  return samplerFor(sampling).shouldSample(context, traceId, 'x', kind, {}, [])
    .decision;
}

/** How many of a thousand traces are sampled; the others are recorded. */
function sampledOf(sampling: Sampling): number {
  const ids = Array.from({ length: TRACES }, () =>
    randomBytes(16).toString('hex'),
  );
  const decisions = ids.map((traceId) => decide(sampling, { traceId }));
  expect(ids.map((traceId) => decide(sampling, { traceId }))).to.deep.equal(
    decisions,
  );
  const sampled = decisions.filter((each) => each === RECORD_AND_SAMPLED);
  const recorded = decisions.filter((each) => each === RECORD);
  expect(sampled.length + recorded.length).to.equal(TRACES);
  return sampled.length;
}

/** What each name decides: a root, below a sampled and an unsampled parent. */
const NAMES: Readonly<Record<string, readonly SamplingDecision[]>> = {
  always_on: [RECORD_AND_SAMPLED, RECORD_AND_SAMPLED, RECORD_AND_SAMPLED],
  always_off: [NOT_RECORD, NOT_RECORD, NOT_RECORD],
  traceidratio: [RECORD, RECORD, RECORD],
  parentbased_always_on: [RECORD_AND_SAMPLED, RECORD_AND_SAMPLED, RECORD],
  parentbased_always_off: [NOT_RECORD, RECORD_AND_SAMPLED, NOT_RECORD],
  parentbased_traceidratio: [RECORD, RECORD_AND_SAMPLED, RECORD],
};

describe('samplerFor', () => {
  const lines = overhearing();
  const setVariables = ownEnvironment();

  for (const [name, decisions] of Object.entries(NAMES)) {
    it(`knows ${name}`, () => {
      setVariables({
        OTEL_TRACES_SAMPLER: name,
        OTEL_TRACES_SAMPLER_ARG: name.includes('ratio') ? '0' : '',
      });
      const made = [undefined, 'sampled', 'unsampled'] as const;
      const all = made.map((parent) =>
        decide(undefined, parent === undefined ? {} : { parent }),
      );
      expect(all).to.deep.equal(decisions);
      expect(lines()).to.deep.equal([]);
    });
  }

  it("samples everything but what the parent's service did not", () => {
    expect(decide(undefined)).to.equal(RECORD_AND_SAMPLED);
    expect(decide({})).to.equal(RECORD_AND_SAMPLED);
    expect(decide({}, { parent: 'unsampled' })).to.equal(RECORD);
  });

  it('samples a share of the traces that begin here', () => {
    expect(sampledOf({ ratio: 0 })).to.equal(0);
    expect(sampledOf({ ratio: 0.5 })).to.be.within(300, 700);
    expect(sampledOf({ ratio: 1 })).to.equal(TRACES);
    expect(decide({ ratio: 0 }, { parent: 'sampled' })).to.equal(
      RECORD_AND_SAMPLED,
    );
  });

  it('takes the share of the variable', () => {
    setVariables({
      OTEL_TRACES_SAMPLER: 'traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '0.5',
    });
    expect(sampledOf({})).to.be.within(300, 700);
  });

  it('prefers the option to the variable', () => {
    setVariables({ OTEL_TRACES_SAMPLER: 'always_off' });
    expect(decide({ ratio: 1 })).to.equal(RECORD_AND_SAMPLED);
  });

  it('records nothing of what is not sampled where failures are not kept', () => {
    const keepFailures = false;
    expect(decide({ ratio: 0, keepFailures })).to.equal(NOT_RECORD);
    expect(decide({ keepFailures }, { parent: 'unsampled' })).to.equal(
      NOT_RECORD,
    );
    setVariables({ OTEL_TRACES_SAMPLER: 'always_off' });
    expect(decide({ keepFailures: true })).to.equal(NOT_RECORD);
  });

  it('warns of a name it does not know, and samples as by default', () => {
    setVariables({ OTEL_TRACES_SAMPLER: 'jaeger_remote' });
    expect(decide({})).to.equal(RECORD_AND_SAMPLED);
    expect(decide({}, { parent: 'unsampled' })).to.equal(RECORD);
    expect(lines()).to.have.lengthOf(1);
    expect(lines()[0]).to.include('OTEL_TRACES_SAMPLER: expected always_on');
  });

  it('warns of a share that is none, and samples everything', () => {
    for (const text of ['1.5', '-1', 'half', 'NaN']) {
      setVariables({
        OTEL_TRACES_SAMPLER: 'traceidratio',
        OTEL_TRACES_SAMPLER_ARG: text,
      });
      expect(sampledOf({}), text).to.equal(TRACES);
    }
    expect(lines()).to.have.lengthOf(1);
    expect(lines()[0]).to.include('OTEL_TRACES_SAMPLER_ARG');
  });
});
