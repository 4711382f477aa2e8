import {
  context,
  type ContextManager,
  ROOT_CONTEXT,
  trace,
} from '@opentelemetry/api';
import { BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { expect } from 'chai';
import { task } from '../../lib';

describe('a context manager', () => {
  const managers: Readonly<Record<string, Partial<ContextManager>>> = {
    'that is missing': {},
    'that throws before the call': { with: refuse },
    'that throws after the call': {
      with: (_context, fn, self, ...args) => {
        fn.call(self as never, ...args);
        return refuse();
      },
    },
    'that makes the call twice': {
      with: (_context, fn, self, ...args) => {
        fn.call(self as never, ...args);
        return fn.call(self as never, ...args);
      },
    },
    'that forgets the result': {
      with: (_context, fn, self, ...args) => {
        fn.call(self as never, ...args);
        return undefined as never;
      },
    },
  };
  for (const [what, manager] of Object.entries(managers)) {
    it(`${what} changes nothing in the call`, () => {
      trace.setGlobalTracerProvider(new BasicTracerProvider());
      if (manager.with) context.setGlobalContextManager(wholeManager(manager));
      let calls = 0;
      const run = () => task.run('call', () => ++calls);
      expect(run()).to.equal(1);
      const error = new Error('own');
      const fail = task.wrap('call', () => {
        calls++;
        throw error;
      });
      expect(fail).to.throw(error);
      expect(calls).to.equal(2);
      trace.disable();
      context.disable();
    });
  }
});

function wholeManager(part: Partial<ContextManager>): ContextManager {
  const manager: ContextManager = {
    active: () => ROOT_CONTEXT,
    with: (_context, fn, self, ...args) => fn.call(self as never, ...args),
    bind: (_context, target) => target,
    enable: () => manager,
    disable: () => manager,
    ...part,
  };
  return manager;
}

function refuse(): never {
  throw new Error('refused');
}
