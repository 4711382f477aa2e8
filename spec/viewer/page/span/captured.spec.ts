import { expect } from 'chai';
import {
  capturedIn,
  plainAttributes,
  unpacked,
} from '../../../../lib/viewer/page/span/captured';

const ATTRIBUTES = {
  'order.id': 'A-1001',
  'everspan.output': '{"ok":true}',
  'everspan.input': '[{"id":7}]',
  'app.tier': 'gold',
};

describe('capturedIn', () => {
  it('has what was captured, the input first, as values', () => {
    expect(capturedIn(ATTRIBUTES)).to.deep.equal([
      { title: 'Input', value: [{ id: 7 }] },
      { title: 'Output', value: { ok: true } },
    ]);
  });
});

describe('plainAttributes', () => {
  it('has all the others, in order', () => {
    expect(plainAttributes(ATTRIBUTES)).to.deep.equal([
      ['app.tier', 'gold'],
      ['order.id', 'A-1001'],
    ]);
  });
});

describe('unpacked', () => {
  it('leaves a text that is no JSON, or was cut, as it is', () => {
    expect(unpacked('[redacted]')).to.equal('[redacted]');
    expect(unpacked('{"a": [1, 2')).to.equal('{"a": [1, 2');
  });

  it('leaves a text that only looks like a number or a word', () => {
    expect(unpacked('42')).to.equal('42');
    expect(unpacked('true')).to.equal('true');
  });
});
