import { expect } from 'chai';
import { parse } from 'yaml';
import { read } from '../docs/samples';
import { objections, skipWithoutCollector } from './collector';

interface Compose {
  readonly configs: Readonly<Record<string, { readonly content: string }>>;
}

describe('a real Collector', () => {
  before(function () {
    skipWithoutCollector(this);
  });

  it('has nothing against its configuration in the compose file', () => {
    const file = read('docs/compose/collector-tempo-grafana.yaml');
    const { configs } = parse(file) as Compose;
    expect(objections(configs['collector']?.content ?? '')).to.equal('');
  });

  it('has something against one that is wrong', () => {
    expect(objections('receivers: { nothing: {} }')).to.not.equal('');
  });
});
