import { expect } from 'chai';
import { AsyncResource } from 'node:async_hooks';
import { EventEmitter, once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough, Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  setImmediate as immediately,
  setTimeout as wait,
} from 'node:timers/promises';
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import { NOWHERE, usePlaces } from './places';

describe('a run reaches what it has begun', () => {
  const { inRun, look, seen } = usePlaces();

  const later = (begin: (done: () => void) => unknown): Promise<void> =>
    new Promise((resolve) => {
      begin(() => {
        look();
        resolve();
      });
    });

  const ways: Readonly<Record<string, () => Promise<unknown>>> = {
    'after an await': async () => {
      await Promise.resolve();
      look();
    },
    'in process.nextTick': () => later((done) => process.nextTick(done)),
    'in queueMicrotask': () => later(queueMicrotask),
    'in setImmediate': () => later(setImmediate),
    'in setTimeout': () => later((done) => setTimeout(done, 1)),
    'in setInterval': () =>
      later((done) => {
        const timer = setInterval(() => {
          clearInterval(timer);
          done();
        }, 1);
      }),
    'in promises of timers': async () => {
      await wait(1);
      await immediately();
      look();
    },
    'in a callback of the thread pool': () =>
      later((done) => {
        deflate('x', done);
      }),
    'in a promisified callback': async () => {
      await promisify(deflate)('x');
      look();
    },
    'in an async iteration': async () => {
      for await (const each of Readable.from(['x'])) look(each);
    },
    'in every stage of a pipeline': async () => {
      const stage = new Transform({
        transform: (chunk, _encoding, done) => {
          look();
          done(null, chunk);
        },
      });
      await pipeline(createReadStream(__filename), stage, async (chunks) => {
        for await (const each of chunks) look(each);
      });
    },
    'in a listener, for an event that it emits': () => {
      const emitter = new EventEmitter();
      inRun('listener', () => emitter.on('event', look));
      emitter.emit('event');
      return Promise.resolve();
    },
    'in an event that its own stream emits': async () => {
      const stream = createReadStream(__filename);
      inRun('listener', () => stream.once('data', look).resume());
      await once(stream, 'close');
    },
  };
  for (const [way, work] of Object.entries(ways)) {
    it(way, async () => {
      await inRun('run', work);
      expect(new Set(seen())).to.deep.equal(new Set(['run']));
    });
  }

  it('in the answer to a request', async () => {
    const server = createServer((_request, response) => response.end('x'));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    await inRun('run', async () => {
      const sent = request(`http://127.0.0.1:${portOf(server)}`).end();
      sent.on('response', look);
      const [response] = (await once(sent, 'response')) as [Readable];
      response.on('end', look).resume();
      await once(response, 'end');
    });
    server.close();
    expect(seen()).to.deep.equal(['run', 'run']);
  });
});

describe('a run does not reach', () => {
  const { inRun, look, seen } = usePlaces();

  it('a listener, for an event that another run emits', () => {
    const emitter = new EventEmitter();
    inRun('listening', () => emitter.on('event', look));
    inRun('emitting', () => emitter.emit('event'));
    emitter.emit('event');
    expect(seen()).to.deep.equal(['emitting', NOWHERE]);
  });

  it('what reads a stream that another run writes to', () => {
    const stream = new PassThrough();
    inRun('reading', () => {
      stream.on('data', look);
    });
    inRun('writing', () => stream.write('x'));
    expect(seen()).to.deep.equal(['writing']);
  });

  it('a callback that waits in a queue for somebody else to call it', () => {
    const queue: (() => void)[] = [];
    inRun('queueing', () => queue.push(look));
    inRun('draining', () => queue.forEach((callback) => callback()));
    expect(seen()).to.deep.equal(['draining']);
  });

  it('what was begun before it', async () => {
    const before = wait(1).then(look);
    await inRun('run', () => before);
    expect(seen()).to.deep.equal([NOWHERE]);
  });
});

describe('a callback is tied to its run', () => {
  const { inRun, look, seen } = usePlaces();

  it('by AsyncResource.bind', () => {
    const emitter = new EventEmitter();
    inRun('listening', () => emitter.on('event', AsyncResource.bind(look)));
    inRun('emitting', () => emitter.emit('event'));
    expect(seen()).to.deep.equal(['listening']);
  });

  it('by a resource of its own, such as a job in a pool', () => {
    const pool: (() => void)[] = [];
    inRun('queueing', () => {
      const job = new AsyncResource('Job');
      pool.push(() => job.runInAsyncScope(look));
    });
    inRun('draining', () => pool.forEach((job) => job()));
    expect(seen()).to.deep.equal(['queueing']);
  });
});

function portOf(server: Server): string {
  return String((server.address() as AddressInfo).port);
}
