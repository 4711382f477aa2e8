import { expect } from 'chai';
import { task } from '../../../lib';
import { useRecorder } from '../../support/recorder';

describe('the span of what cannot be observed', () => {
  const recorder = useRecorder();
  const results: readonly (readonly [string, object])[] = [
    ['a frozen iterator', Object.freeze([1].values())],
    ['a Proxy of an iterator', new Proxy([1].values(), {})],
    ['a frozen web stream', Object.freeze(new ReadableStream())],
  ];
  for (const [what, result] of results) {
    it(`ends at return: ${what}`, () => {
      expect(task.run('call', () => result)).to.equal(result);
      const { attributes } = recorder.take('call');
      expect(attributes).not.to.have.property('everspan.item.count');
    });
  }
});

describe('the span of a cursor, whose next is no iteration', () => {
  const recorder = useRecorder();

  it('ends when next answers with no object', async () => {
    const rows: unknown[] = [{ id: 1 }, { id: 2 }, null];
    const cursor = { next: () => Promise.resolve(rows.shift()) };
    task.run('call', () => cursor);
    while ((await cursor.next()) !== null);
    expect(recorder.take('call').attributes['everspan.item.count']).to.equal(2);
  });
});
