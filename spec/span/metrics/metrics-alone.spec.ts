import { expect } from 'chai';
import { workflow } from '../../../lib';
import { useMeters } from '../../support/meter';

describe('metrics without traces', () => {
  const meters = useMeters();

  it('count runs where nobody makes spans', async () => {
    const place = workflow.wrap('place', (span: unknown) => span);
    expect(place(7)).to.equal(7);
    workflow.run('place', (span) => {
      expect(span.isRecording()).to.equal(false);
    });
    const [runs, ...others] = await meters.read('everspan.workflow.duration');
    expect(others).to.deep.equal([]);
    expect(runs?.count).to.equal(2);
    expect(runs?.attributes).to.deep.equal({
      'everspan.kind': 'workflow',
      'everspan.workflow.name': 'place',
    });
  });
});
