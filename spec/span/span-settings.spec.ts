import { expect } from 'chai';
import { CallHooks } from '../../lib/span/call-hooks';
import { applySpanSettings, spanSettings } from '../../lib/span/span-settings';

describe('the span settings', () => {
  it('are none until some are applied, and again when those are taken back', () => {
    expect(spanSettings()).to.deep.equal({});
    const settings = { hooks: new CallHooks({}) };
    const takeBack = applySpanSettings(settings);
    expect(spanSettings()).to.equal(settings);
    takeBack();
    expect(spanSettings()).to.deep.equal({});
  });

  it('stay those of the last who applied any', () => {
    const takeBackFirst = applySpanSettings({ hooks: new CallHooks({}) });
    const settings = { hooks: new CallHooks({}) };
    const takeBackLast = applySpanSettings(settings);
    takeBackFirst();
    expect(spanSettings()).to.equal(settings);
    takeBackLast();
    expect(spanSettings()).to.deep.equal({});
  });
});
