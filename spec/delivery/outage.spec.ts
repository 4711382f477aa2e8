import { expect } from 'chai';
import { Outage } from '../../lib/delivery/outage';
import { Counters } from '../../lib/delivery/stats';
import { overhearing } from '../internal/overheard';

const MINUTE_MS = 60_000;

describe('Outage', () => {
  const lines = overhearing();
  let nowMs = 0;

  function newOutage() {
    const counters = new Counters();
    const outage = new Outage({
      printable: 'http://backend/',
      counters,
      nowMs: () => nowMs,
    });
    return { counters, outage };
  }

  it('is told of when it begins, and again when all of it is delivered', () => {
    const { counters, outage } = newOutage();
    counters.delivered = 7;
    for (let n = 0; n < 5; n += 1) outage.trouble('ECONNREFUSED');
    expect(lines()).to.have.lengthOf(1);
    expect(lines()[0]).to.match(/^everspan: http:\/\/backend\/ does not take/);
    expect(lines()[0]).to.include('ECONNREFUSED');
    nowMs += 90_400;
    counters.drop('memory', 2);
    counters.delivered += 10;
    outage.taken(20);
    expect(outage.isTold).to.equal(true);
    counters.delivered += 20;
    outage.taken(3);
    expect(outage.isTold).to.equal(false);
    expect(lines()).to.have.lengthOf(2);
    expect(lines()[1]).to.equal(
      'everspan: http://backend/ takes spans again, after 90 s: ' +
        '30 delivered since, 2 dropped',
    );
  });

  it('is not over when the backend goes away in the middle', () => {
    const { counters, outage } = newOutage();
    outage.trouble('HTTP 503');
    outage.taken(10);
    outage.trouble('HTTP 503');
    counters.delivered += 10;
    outage.taken(5);
    expect(outage.isTold).to.equal(true);
    expect(lines()).to.have.lengthOf(1);
  });

  it('counts nothing of dead processes', () => {
    const { counters, outage } = newOutage();
    outage.trouble('HTTP 503');
    counters.delivered += 50;
    counters.recovered += 50;
    counters.dropRecovered('age', 50);
    outage.taken(0);
    expect(lines()[1]).to.include('0 delivered since, 0 dropped');
  });

  it('makes two lines a minute at most of a backend that flaps', () => {
    const { outage } = newOutage();
    for (let second = 0; second < 300; second += 1) {
      outage.trouble('HTTP 503');
      nowMs += 500;
      outage.taken(0);
      nowMs += 500;
    }
    expect(lines()).to.have.lengthOf(10);
    expect(lines()[2]).to.include('59 more time(s)');
  });

  it('says nothing of an end where nothing was said of its beginning', () => {
    const { outage } = newOutage();
    outage.trouble('HTTP 503');
    outage.taken(0);
    nowMs += MINUTE_MS / 2;
    outage.trouble('HTTP 503');
    expect(outage.isTold).to.equal(false);
    nowMs += MINUTE_MS;
    outage.taken(0);
    expect(lines()).to.have.lengthOf(2);
  });

  it('says nothing of a backend that is well', () => {
    const { outage } = newOutage();
    outage.taken(100);
    outage.taken(0);
    expect(lines()).to.deep.equal([]);
  });
});
