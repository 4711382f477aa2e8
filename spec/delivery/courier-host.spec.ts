import {
  context,
  createContextKey,
  ROOT_CONTEXT,
  type Context,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { isTracingSuppressed } from '@opentelemetry/core';
import { expect } from 'chai';
import { AsyncLocalStorage } from 'node:async_hooks';
import { spawn } from 'node:child_process';
import { AnsweringServer, until } from './answering-server';
import { CourierTrial } from './courier-trial';
import { answer } from './desk';

describe('Courier, seen from its host', () => {
  const KEY = createContextKey('the host is here');
  const hostContext = ROOT_CONTEXT.setValue(KEY, true);
  const hostStorage = new AsyncLocalStorage<string>();
  let seen: Context[] = [];
  let stored: unknown[] = [];
  let trial: CourierTrial;

  before(() => {
    const manager = new AsyncLocalStorageContextManager().enable();
    context.setGlobalContextManager(manager);
  });

  after(() => {
    context.disable();
  });

  beforeEach(() => {
    seen = [];
    stored = [];
    trial = new CourierTrial({
      send: () => {
        seen.push(context.active());
        stored.push(hostStorage.getStore());
        return Promise.resolve(answer(200));
      },
      close: () => undefined,
    });
  });

  afterEach(() => {
    trial.courier.close();
  });

  function inHost<Result>(fn: () => Result): Result {
    return hostStorage.run('secret', () => context.with(hostContext, fn));
  }

  function expectDetached(): void {
    expect(seen).to.have.lengthOf.above(0);
    for (const active of seen) {
      expect(active.getValue(KEY)).to.equal(undefined);
      expect(isTracingSuppressed(active)).to.equal(true);
    }
    expect(new Set(stored)).to.deep.equal(new Set([undefined]));
  }

  it('sends a failed span outside its context, and untraced', async () => {
    inHost(() => {
      trial.fail('failed');
    });
    await until(() => seen.length > 0);
    expectDetached();
  });

  it('sends other spans outside their context, and untraced', async () => {
    inHost(() => {
      trial.end('ordinary');
    });
    await until(() => seen.length > 0);
    expectDetached();
  });

  it('flushes outside the context of who waits, and untraced', async () => {
    trial.end('ordinary');
    const within = await inHost(async () => {
      await trial.flush();
      return context.active().getValue(KEY);
    });
    expectDetached();
    expect(within).to.equal(true);
  });
});

/**
 * A program that delivers to `url` and then does what `script` says. Its input
 * ends once it was `seen`.
 */
function runProgram(
  url: string,
  script: string,
  seen = Promise.resolve(),
): Promise<string> {
  const trialFile = require.resolve('./courier-trial');
  const child = spawn(process.execPath, [
    ...['--require', 'ts-node/register/transpile-only', '--eval'],
    `const { CourierTrial, lineTo } = require(${JSON.stringify(trialFile)});
     const trial = new CourierTrial(lineTo({ url: '${url}' }));
     process.on('exit', () => console.log('gone', trial.stats.waiting));
     ${script}`,
  ]);
  void seen.then(() => child.stdin.end());
  let stdout = '';
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  return new Promise((resolve) => {
    child.on('close', () => {
      resolve(stdout.trim().replaceAll('\n', ', '));
    });
  });
}

describe('Courier, in a program that has nothing else to do', () => {
  let server: AnsweringServer;

  before(async () => {
    server = await new AnsweringServer(() => 'hang').listen();
  });

  after(() => server.close());

  it('keeps it alive for no request, timer or connection', async () => {
    const request = "trial.end('b'); trial.fail('a');";
    expect(await runProgram(server.url, request)).to.equal('gone 2');
    // Lives until a request is on its way, and no longer.
    const { length } = server.requests;
    const seen = until(() => server.requests.length > length);
    const script = `${request} process.stdin.resume();`;
    expect(await runProgram(server.url, script, seen)).to.equal('gone 2');
  });

  it('keeps it alive for who waits, and no longer', async () => {
    const told = await runProgram(
      server.url,
      "trial.end('a'); trial.flush(100).then((all) => console.log(all));",
    );
    expect(told).to.equal('false, gone 1');
  });
});
