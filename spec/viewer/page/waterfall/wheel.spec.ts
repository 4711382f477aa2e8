import { expect } from 'chai';
import { wheelChange } from '../../../../lib/viewer/page/waterfall/wheel';

const TURN = {
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  deltaX: 0,
  deltaY: 0,
};

describe('wheelChange', () => {
  it('leaves a plain turn to the scrolling', () => {
    const change = wheelChange({ ...TURN, deltaX: 3, deltaY: 100 });
    expect(change).to.deep.equal({ kind: 'none' });
  });

  it('zooms with Ctrl or Cmd: in one way, out the other', () => {
    const into = wheelChange({ ...TURN, ctrlKey: true, deltaY: -100 });
    expect(into.kind === 'zoom' && into.factor).to.be.within(0.5, 0.99);
    const out = wheelChange({ ...TURN, metaKey: true, deltaY: 100 });
    expect(out.kind === 'zoom' && out.factor).to.be.within(1.01, 2);
  });

  it('pans by a sideways turn, or one with Shift', () => {
    const sideways = wheelChange({ ...TURN, deltaX: -40, deltaY: 2 });
    expect(sideways).to.deep.equal({ kind: 'pan', pixels: -40 });
    const shifted = wheelChange({ ...TURN, shiftKey: true, deltaY: 40 });
    expect(shifted).to.deep.equal({ kind: 'pan', pixels: 40 });
  });
});
