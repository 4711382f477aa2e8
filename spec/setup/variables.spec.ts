import { trace } from '@opentelemetry/api';
import { expect } from 'chai';
import { currentHandle } from '../../lib/setup/init';
import { namesIn, table } from '../docs/configuration-page';
import { overhearing } from '../internal/overheard';
import { ownEnvironment } from './own-environment';
import { EFFECTS } from './variable-effects';

/** Those with facts of their own, and where these are. */
const ELSEWHERE = {
  OTEL_SEMCONV_STABILITY_OPT_IN: 'spec/messaging/describe-message.spec.ts',
  EVERSPAN_VIEW: 'spec/viewer/running-process.spec.ts',
} as const;

describe('a variable', () => {
  const lines = overhearing();
  const setVariables = ownEnvironment();

  afterEach(async () => {
    await currentHandle()?.shutdown();
    trace.disable();
  });

  for (const [name, effect] of Object.entries(EFFECTS)) {
    const { value, seen, is, beside = {}, isWarned = false } = effect;

    it(`${name} has its effect`, () => {
      setVariables({ ...beside, [name]: value });
      expect(seen()).to.deep.equal(is);
      expect(lines()).to.have.lengthOf(isWarned ? 1 : 0);
      if (isWarned) expect(lines()[0]).to.include(`${name}: `);
    });

    it(`${name} has none where it is empty`, () => {
      setVariables({ ...beside, [name]: ' ' });
      const isSilent = name === 'EVERSPAN_LOG' || isWarned;
      if (!isSilent) expect(seen()).to.not.deep.equal(is);
      else expect(seen()).to.deep.equal(is);
      expect(lines()).to.have.lengthOf(name === 'EVERSPAN_LOG' ? 1 : 0);
    });
  }

  it('is tried here if it is on the page about configuration', () => {
    const tried = [...Object.keys(EFFECTS), ...Object.keys(ELSEWHERE)];
    expect(tried).to.have.members(namesIn(table('## Variables\n')));
  });
});
