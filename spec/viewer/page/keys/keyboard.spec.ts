import { expect } from 'chai';
import {
  actionOf,
  BINDINGS,
  keyText,
  type KeyPress,
} from '../../../../lib/viewer/page/keys/keyboard';

function pressed(key: string, more: Partial<KeyPress> = {}): KeyPress {
  return { key, ctrlKey: false, metaKey: false, altKey: false, ...more };
}

describe('actionOf', () => {
  it('knows what each key asks for', () => {
    expect(actionOf(pressed('j'))).to.equal('next');
    expect(actionOf(pressed('ArrowUp'))).to.equal('previous');
    expect(actionOf(pressed('e'))).to.equal('next-error');
    expect(actionOf(pressed('E'))).to.equal('previous-error');
  });

  it('leaves the keys of the browser to the browser', () => {
    expect(actionOf(pressed('F5'))).to.equal(undefined);
    for (const held of ['ctrlKey', 'metaKey', 'altKey']) {
      expect(actionOf(pressed('f', { [held]: true }))).to.equal(undefined);
    }
  });

  it('has one action for each key', () => {
    const keys = BINDINGS.flatMap(({ keys }) => keys);
    expect(new Set(keys).size).to.equal(keys.length);
  });
});

describe('keyText', () => {
  it('has signs for keys with long names', () => {
    expect(['ArrowDown', 'Escape', 'j'].map(keyText)).to.deep.equal([
      '↓',
      'Esc',
      'j',
    ]);
  });
});
