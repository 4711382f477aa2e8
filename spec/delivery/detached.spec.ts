import { context, createContextKey, ROOT_CONTEXT } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { isTracingSuppressed } from '@opentelemetry/core';
import { expect } from 'chai';
import { AsyncLocalStorage } from 'node:async_hooks';
import { detachedRunner } from '../../lib/delivery/detached';

const KEY = createContextKey('the caller was here');

describe('detachedRunner', () => {
  before(() => {
    const manager = new AsyncLocalStorageContextManager().enable();
    context.setGlobalContextManager(manager);
  });

  after(() => {
    context.disable();
  });

  it('runs at once, and hands on what is returned or thrown', () => {
    const detached = detachedRunner();
    expect(detached(() => 7)).to.equal(7);
    const error = new Error('as it is');
    const fail = (): never => {
      throw error;
    };
    expect(() => detached(fail)).to.throw(error);
  });

  it("runs untraced, outside the caller's context, and all that follows", async () => {
    const detached = detachedRunner();
    const storage = new AsyncLocalStorage<string>();
    const seen = (): unknown[] => [
      context.active().getValue(KEY),
      isTracingSuppressed(context.active()),
      storage.getStore(),
    ];
    const [within, later] = await storage.run('secret', () =>
      context.with(ROOT_CONTEXT.setValue(KEY, true), () =>
        detached(async () => {
          const now = seen();
          await new Promise(setImmediate);
          return [now, seen()];
        }),
      ),
    );
    expect(within).to.deep.equal([undefined, true, undefined]);
    expect(later).to.deep.equal(within);
  });
});
