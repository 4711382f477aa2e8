import { expect } from 'chai';
import { describeFailure } from '../../lib/internal/failure';

describe('describeFailure', () => {
  describe('type', () => {
    class Refused extends Error {}
    class OutOfStock extends RangeError {}

    const cases: readonly (readonly [string, unknown, string])[] = [
      ['a chosen name', named('ThrottlingException'), 'ThrottlingException'],
      ['the class when no name was chosen', new Refused(), 'Refused'],
      ['the class below a built-in one', new OutOfStock(), 'OutOfStock'],
      ['a built-in class', new TypeError('x'), 'TypeError'],
      ['the code of a plain Error', coded('ENOENT'), 'ENOENT'],
      ['Error when nothing else is known', new Error('x'), 'Error'],
      ['the class of an object', { message: 'x' }, 'Object'],
      ['Object without a class', Object.create(null), 'Object'],
      ['function', () => undefined, 'function'],
      ['undefined', undefined, 'undefined'],
      ['null', null, 'null'],
      ['string', 'gone', 'string'],
      ['symbol', Symbol('gone'), 'symbol'],
      ['bigint', 1n, 'bigint'],
    ];
    for (const [what, thrown, type] of cases) {
      it(`is ${what}`, () => {
        expect(describeFailure(thrown).type).to.equal(type);
      });
    }

    it('has a bound', () => {
      const { type } = describeFailure(named('N'.repeat(10_000)));
      expect(type.length).to.be.below(300);
    });
  });

  describe('message', () => {
    const cases: readonly (readonly [string, unknown, string])[] = [
      ['that of an error', new Error('bad credentials'), 'bad credentials'],
      ['a thrown string', 'gone', 'gone'],
      ['a thrown undefined', undefined, 'undefined'],
      ['a described symbol', Symbol('gone'), 'Symbol(gone)'],
      ['empty when it is no string', { message: 7 }, ''],
    ];
    for (const [what, thrown, message] of cases) {
      it(`is ${what}`, () => {
        expect(describeFailure(thrown).message).to.equal(message);
      });
    }

    it('is cut, but never within a character', () => {
      const { message } = describeFailure(new Error('😀'.repeat(10_000)));
      expect(message.length).to.be.below(5_000);
      expect(encodeURI(message)).to.be.a('string'); // throws at half a pair
    });
  });

  describe('stacktrace', () => {
    it('begins with the stack as it is', () => {
      const error = new Error('x');
      expect(describeFailure(error).stacktrace).to.equal(error.stack);
    });

    it('is absent where there is none', () => {
      expect(describeFailure('gone').stacktrace).to.equal(undefined);
      expect(describeFailure({}).stacktrace).to.equal(undefined);
    });

    it('goes down the chain of causes', () => {
      const root = new TypeError('root');
      const error = new Error('top', {
        cause: new Error('mid', { cause: root }),
      });
      expect(describeFailure(error).stacktrace)
        .to.match(/^Error: top\n/)
        .and.match(
          /\nCaused by: Error: mid\n[^]*\nCaused by: TypeError: root\n/,
        );
    });

    it('names a cause that is no error', () => {
      const error = new Error('top', { cause: 'no money' });
      expect(describeFailure(error).stacktrace).to.contain(
        'Caused by: no money',
      );
    });

    it('lists the members of an AggregateError', () => {
      const error = new AggregateError([new Error('a'), 'b'], 'both');
      expect(describeFailure(error).stacktrace)
        .to.match(/\nMember 1: Error: a\n/)
        .and.match(/\nMember 2: b$/);
    });

    it('ends although the causes go round', () => {
      const error = new Error('round');
      error.cause = new Error('and', { cause: error });
      expect(
        describeFailure(error).stacktrace?.match(/Caused by/g),
      ).to.have.length(1);
    });

    it('has a bound however many errors there are', () => {
      const many = Array.from(
        { length: 1_000 },
        () => new Error('x'.repeat(1e6)),
      );
      const { stacktrace = '' } = describeFailure(new AggregateError(many));
      expect(stacktrace.match(/Member/g)).to.have.length(16);
      expect(stacktrace.length).to.be.below(100_000);
    });
  });

  describe('of a hostile value', () => {
    const hostile: readonly (readonly [string, () => unknown])[] = [
      ['getters that throw', gettersThatThrow],
      ['a Proxy that throws', proxyThatThrows],
      ['a revoked Proxy', revoked],
      [
        'a list of errors that is a revoked Proxy',
        () => ({ errors: revoked() }),
      ],
      [
        'a list of errors with methods of its own',
        () => ({ errors: weirdList() }),
      ],
      ['an endless chain of causes', endlessCauses],
    ];
    for (const [what, make] of hostile) {
      it(`never throws: ${what}`, () => {
        const failure = describeFailure(make());
        expect(failure.type).to.be.a('string');
        expect(failure.message).to.be.a('string');
      });
    }
  });
});

function named(name: string): Error {
  return Object.assign(new Error('x'), { name });
}

function coded(code: string): Error {
  return Object.assign(new Error('x'), { code });
}

function gettersThatThrow(): unknown {
  const getter = {
    get: () => {
      throw new Error('getter');
    },
  };
  const keys = ['name', 'message', 'stack', 'cause', 'errors', 'constructor'];
  return Object.defineProperties(
    Object.create(Error.prototype) as object,
    Object.fromEntries(keys.map((key) => [key, getter])),
  );
}

function proxyThatThrows(): unknown {
  return new Proxy(new Error('x'), {
    get: () => {
      throw new Error('trap');
    },
  });
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  return proxy;
}

function weirdList(): unknown[] {
  return Object.assign([1], { slice: () => 7, map: undefined });
}

function endlessCauses(): object {
  return {
    get cause() {
      return endlessCauses();
    },
  };
}
