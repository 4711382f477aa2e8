import { expect } from 'chai';
import {
  hrefOf,
  placeText,
  routeOf,
  type Route,
} from '../../../../lib/viewer/page/place/routes';

const ROUTES: readonly Route[] = [
  { view: 'runs' },
  { view: 'runs', order: 'failed', filter: 'a b&c=d' },
  { view: 'trace', traceId: '5b8e' },
  { view: 'trace', traceId: '5b8e', spanId: 'eee1' },
  { view: 'trace', traceId: '5b8e', find: 'a b&c=d' },
  { view: 'story', correlationId: 'order/7?#%ü' },
  { view: 'graph', workflow: 'place order' },
  { view: 'search', text: 'card declined?' },
  { view: 'compare', before: '5b8e', after: '6c9f' },
];

describe('routeOf', () => {
  for (const route of ROUTES) {
    it(`reads what hrefOf wrote: ${hrefOf(route)}`, () => {
      expect(routeOf(hrefOf(route))).to.deep.equal(route);
    });
  }

  for (const hash of ['', '#', '#/', '#/trace', '#/nowhere/x', '#?order=odd']) {
    it(`leads to the list of runs from "${hash}"`, () => {
      expect(routeOf(hash)).to.deep.equal({ view: 'runs' });
    });
  }

  it('keeps a name that is badly escaped', () => {
    const story = routeOf('#/story/%E0%A4%A');
    expect(story).to.include({ correlationId: '%E0%A4%A' });
  });
});

describe('placeText', () => {
  it('tells places apart, but not what is looked at in one', () => {
    const texts = new Set(ROUTES.map(placeText));
    // Two of them are lists of runs, three the same run.
    expect(texts.size).to.equal(ROUTES.length - 3);
    expect(placeText({ view: 'runs', filter: 'x' })).to.equal('');
  });
});
