import { SpanStatusCode } from '@opentelemetry/api';
import { expect } from 'chai';
import { task, workflow } from '../../lib';
import { Counters } from '../../lib/delivery/stats';
import { overhearing } from '../internal/overheard';
import { useRecorder } from '../support/recorder';

const OPTIONS = ['attributes', 'correlationId', 'startTime', 'isFailure'];

const throwing = (): never => {
  throw new Error('in an option');
};
const promising = (): never => Promise.reject(new Error('late')) as never;
const WAYS = { throws: throwing, 'answers with a promise': promising };

const failures = (): number | undefined =>
  new Counters().read('nobody', 0).warnings.WARN_EVERSPAN_USER_CODE;

describe('a function among the options', () => {
  const recorder = useRecorder();
  const lines = overhearing();

  beforeEach(() => {
    delete process.env['EVERSPAN_LOG'];
  });

  /** Fails as well, so that `isFailure` is asked. */
  function callWith(options: object): void {
    const thrown = Object.freeze({});
    const fail = (): never => {
      throw thrown as Error;
    };
    try {
      task.run({ name: 'call', ...options }, fail);
    } catch (error) {
      expect(error).to.equal(thrown);
    }
  }

  for (const option of OPTIONS) {
    for (const [way, fn] of Object.entries(WAYS)) {
      it(`that ${way} costs the span nothing but itself: ${option}`, async () => {
        callWith({ [option]: fn });
        const { status, attributes } = recorder.take('call');
        expect(status.code).to.equal(SpanStatusCode.ERROR);
        expect(attributes).to.have.keys('everspan.kind', 'error.type');
        // A rejection that nobody handles would end the process of the specs.
        await new Promise(setImmediate);
        expect(lines()).to.have.lengthOf(1);
        expect(lines()[0]).to.include(
          `\`${option}\` of task "call" is left out`,
        );
      });
    }
  }

  it('is told of once for each option, and counted every time', () => {
    const all = OPTIONS.map((option) => [option, throwing] as const);
    for (let n = 0; n < 3; n += 1) callWith(Object.fromEntries(all));
    recorder.takeAll();
    expect(lines()).to.have.lengthOf(OPTIONS.length);
    expect(failures()).to.equal(3 * OPTIONS.length);
  });

  it('that fails leaves the correlation id of the caller', () => {
    workflow.run({ name: 'run', correlationId: 'o-1' }, () => {
      callWith({ correlationId: throwing });
    });
    for (const { attributes } of recorder.takeAll()) {
      expect(attributes).to.include({ 'everspan.correlation.id': 'o-1' });
    }
  });
});
