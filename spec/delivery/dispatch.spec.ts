import { expect } from 'chai';
import type { Desk } from '../../lib/delivery/dispatch';
import { overhearing } from '../internal/overheard';
import {
  answer,
  dispatchAll,
  dispatchNext,
  namesInBatch,
  statsOf,
  takeAll,
} from './desk';
import { endedSpan, namesIn } from './ended-spans';
import {
  TAKEN,
  REFUSED,
  LATER,
  TIMEOUT,
  deskWith,
  choking,
  waitingNames,
} from './trials';

/** Every span has one fate. */
function expectAllCounted(desk: Desk, count: number): void {
  const { delivered, waiting, dropped } = statsOf(desk);
  expect(delivered + waiting + dropped.refused).to.equal(count);
}

describe('dispatch', () => {
  overhearing();

  it('sends a batch as one request, and forgets it when it is taken', () => {
    const desk = deskWith(200);
    const { requests, trouble } = dispatchNext(desk, () => TAKEN);
    expect(requests).to.have.lengthOf(1);
    expect(requests[0]).to.have.lengthOf(200);
    expect(trouble).to.equal(undefined);
    expect(statsOf(desk)).to.include({ delivered: 200, waiting: 0 });
  });

  it('gives the batch back in its order after a trouble', () => {
    const desk = deskWith(200);
    const { requests, trouble } = dispatchNext(desk, () => LATER);
    expect(requests).to.have.lengthOf(1);
    expect(trouble).to.include({ kind: 'retry', why: 'HTTP 503' });
    expect(statsOf(desk).failedRequests).to.deep.equal({ 'HTTP 503': 1 });
    expect(waitingNames(desk)).to.deep.equal(requests[0]);
  });

  it('counts the spans that a partial success refuses', () => {
    const desk = deskWith(10);
    const partial = '{"partialSuccess":{"rejectedSpans":"3"}}';
    dispatchNext(desk, () => answer(200, partial));
    expect(statsOf(desk)).to.include({ delivered: 7, waiting: 0 });
    expect(statsOf(desk).dropped).to.include({ refused: 3 });
  });

  it('believes no partial success beyond what was sent', () => {
    const desk = deskWith(10);
    const partial = '{"partialSuccess":{"rejectedSpans":"1000"}}';
    dispatchNext(desk, () => answer(200, partial));
    expect(statsOf(desk)).to.include({ delivered: 0 });
    expect(statsOf(desk).dropped).to.include({ refused: 10 });
  });

  it('does not count what was taken back while the answer was under way', () => {
    const desk = deskWith(10);
    dispatchNext(desk, () => {
      desk.outbox.reclaim();
      return TAKEN;
    });
    expect(statsOf(desk)).to.include({ delivered: 0, waiting: 10 });
  });
});

describe('dispatch, to a backend that chokes on a span', () => {
  const lines = overhearing();

  for (const status of [400, 413]) {
    it(`drops that span alone after HTTP ${status}`, () => {
      for (const poison of ['span 0', 'span 63', 'span 500', 'span 999']) {
        const desk = deskWith(1_000);
        const { delivered, requests } = dispatchNext(desk, (names) =>
          names.includes(poison) ? answer(status) : TAKEN,
        );
        expect(delivered, poison).to.have.lengthOf(999);
        expect(new Set(delivered)).to.have.property('size', 999);
        expect(delivered).to.not.include(poison);
        expect(requests.length).to.be.below(24);
        expect(statsOf(desk)).to.include({ delivered: 999, waiting: 0 });
        expect(statsOf(desk).dropped).to.include({ refused: 1 });
      }
    });
  }

  it('hands that span over to be kept, and says where it lies', () => {
    const kept: (readonly string[])[] = [];
    const keepRejected = (request: Uint8Array, why: string): string => {
      kept.push([...namesIn(request), why]);
      return '/folder/rejected';
    };
    const desk = { ...deskWith(100), keepRejected };
    dispatchNext(desk, choking('span 70'));
    expect(kept).to.deep.equal([['span 70', 'HTTP 400']]);
    expect(lines().join()).to.include('HTTP 400; kept in /folder/rejected');
  });

  it('finds several of them', () => {
    const desk = deskWith(500);
    const poison = ['span 7', 'span 8', 'span 300', 'span 499'];
    const { delivered } = dispatchNext(desk, choking(...poison));
    expect(delivered).to.have.lengthOf(496);
    expect(statsOf(desk).dropped).to.include({ refused: 4 });
  });
});

describe('dispatch, with a trouble in the middle of the search', () => {
  overhearing();

  for (let nth = 2; nth <= 14; nth += 1) {
    it(`gives back what is not taken, counted once (request ${nth})`, () => {
      const desk = deskWith(300);
      const chokes = choking('span 130');
      const first = dispatchNext(desk, (names, request) =>
        request === nth ? TIMEOUT : chokes(names, request),
      );
      expectAllCounted(desk, 300);
      const order = waitingInOrder(desk);
      expect(order).to.deep.equal([...order].sort((a, b) => a - b));
      const rest = dispatchAll(desk, chokes);
      const all = new Set([...first.delivered, ...rest]);
      expect(all).to.have.property('size', 299);
      expect(statsOf(desk)).to.include({ delivered: 299, waiting: 0 });
      expect(statsOf(desk).dropped).to.include({ refused: 1 });
    });
  }

  it('keeps failed spans before the others', () => {
    const desk = deskWith(64);
    desk.outbox.add(endedSpan({ name: 'failed', failed: true }));
    dispatchNext(desk, (_, nth) => (nth === 1 ? REFUSED : LATER));
    expect(waitingNames(desk)[0]).to.equal('failed');
  });
});

/** The numbers of the spans that wait; they wait on afterwards. */
function waitingInOrder({ outbox }: Desk): readonly number[] {
  const batches = takeAll(outbox);
  outbox.giveBack(batches.flat());
  const names = batches.flatMap(namesInBatch);
  return names.map((name) => Number(name.split(' ')[1]));
}
