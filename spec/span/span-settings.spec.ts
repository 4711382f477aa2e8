import { expect } from 'chai';
import { applySpanSettings, spanSettings } from '../../lib/span/span-settings';

describe('the span settings', () => {
  it('are none until some are applied, and again when those are taken back', () => {
    expect(spanSettings()).to.deep.equal({});
    const settings = { hooks: {} };
    const takeBack = applySpanSettings(settings);
    expect(spanSettings()).to.equal(settings);
    takeBack();
    expect(spanSettings()).to.deep.equal({});
  });

  it('stay those of the last who applied any', () => {
    const takeBackFirst = applySpanSettings({ hooks: {} });
    const settings = { hooks: {} };
    const takeBackLast = applySpanSettings(settings);
    takeBackFirst();
    expect(spanSettings()).to.equal(settings);
    takeBackLast();
    expect(spanSettings()).to.deep.equal({});
  });
});
