import { expect } from 'chai';
import { variable } from '../../lib/internal/env';

const NAME = 'EVERSPAN_SPEC';

describe('variable', () => {
  afterEach(() => {
    Reflect.deleteProperty(process.env, NAME);
  });

  it('is undefined when it is not set', () => {
    expect(variable(NAME)).to.equal(undefined);
  });

  it('is undefined when it is empty or blank, as the specification asks', () => {
    for (const blank of ['', ' ', '\t \n']) {
      process.env[NAME] = blank;
      expect(variable(NAME), JSON.stringify(blank)).to.equal(undefined);
    }
  });

  it('is trimmed, and else as it stands', () => {
    process.env[NAME] = ' Some Value \n';
    expect(variable(NAME)).to.equal('Some Value');
  });

  it('is read anew each time', () => {
    process.env[NAME] = 'one';
    expect(variable(NAME)).to.equal('one');
    process.env[NAME] = 'two';
    expect(variable(NAME)).to.equal('two');
  });
});
