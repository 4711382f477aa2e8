/** What can be done with a web stream. */
import type { Consume } from '../bare-and-annotated';

type Given = ReadableStream | Promise<ReadableStream>;

const consumers: Record<string, Consume<Given>> = {
  'for-await': async (given, note) => {
    for await (const chunk of await given) note(chunk);
  },
  'for-await with break': async (given, note) => {
    const stream = await given;
    for await (const chunk of stream) {
      note(chunk);
      break;
    }
    note(stream.locked);
    for await (const chunk of stream) note('again', chunk);
  },
  'values that stay open': async (given, note) => {
    const stream = await given;
    for await (const chunk of stream.values({ preventCancel: true })) {
      note(chunk);
      break;
    }
    for await (const chunk of stream) {
      note('again', chunk);
      break;
    }
  },
  'a reader': async (given, note) => {
    const reader = (await given).getReader();
    let result = await reader.read();
    while (!result.done) {
      note(result);
      result = await reader.read();
    }
    await reader.closed;
    note(result);
  },
  'reads in parallel': async (given, note) => {
    const reader = (await given).getReader();
    const reads = [1, 2, 3, 4, 5, 6].map(() => reader.read());
    note(await Promise.allSettled(reads));
  },
  'readers one after the other': async (given, note) => {
    const stream = await given;
    for (let n = 0; n < 4; n++) {
      const reader = stream.getReader();
      note(stream.locked, await reader.read());
      reader.releaseLock();
      note(stream.locked, await reader.closed.catch(String));
    }
  },
  'a lock given back while a read is under way': async (given, note) => {
    const stream = await given;
    const reader = stream.getReader();
    const read = reader.read();
    reader.releaseLock();
    note(await Promise.allSettled([read]));
    const other = stream.getReader();
    note(await Promise.allSettled([other.read(), other.read()]));
  },
  'a reader of bytes': async (given, note) => {
    const reader = (await given).getReader({ mode: 'byob' });
    for (let n = 0; n < 5; n++) {
      const { done, value } = await reader.read(new Uint8Array(1));
      note(done, value && [...(value as Uint8Array)]);
    }
  },
  'a cancelled reader': async (given, note) => {
    const reader = (await given).getReader();
    note(await reader.read());
    await reader.cancel('enough');
    note(await reader.read());
  },
  cancel: async (given, note) => {
    const stream = await given;
    await stream.cancel('enough');
    note(stream.locked);
  },
  'cancel of a locked stream': async (given, note) => {
    const stream = await given;
    const reader = stream.getReader();
    note(await stream.cancel('enough').catch(String));
    note(await reader.read());
  },
  tee: async (given, note) => {
    const stream = await given;
    const [left, right] = stream.tee();
    for await (const chunk of left) note('left', chunk);
    for await (const chunk of right) note('right', chunk);
    note(stream.locked);
  },
  'tee with one branch cancelled': async (given, note) => {
    const [left, right] = (await given).tee();
    void left.cancel('enough').catch(() => undefined);
    for await (const chunk of right) note('right', chunk);
  },
  pipeTo: async (given, note) => {
    const write = (chunk: unknown): void => {
      note('written', chunk);
    };
    const close = (): void => {
      note('closed');
    };
    await (await given).pipeTo(new WritableStream({ write, close }));
  },
  'pipeTo a sink that fails': async (given, note) => {
    const write = (): never => {
      throw new Error('sink');
    };
    await (
      await given
    ).pipeTo(
      new WritableStream({
        write,
        abort: (why) => {
          note(why);
        },
      }),
    );
  },
  'pipeTo nothing': async (given) => (await given).pipeTo(null as never),
  pipeThrough: async (given, note) => {
    const doubling = new TransformStream({
      transform(chunk, controller) {
        controller.enqueue(chunk);
        controller.enqueue([chunk]);
      },
    });
    const through = (await given).pipeThrough(doubling);
    note(through === doubling.readable);
    for await (const chunk of through) note(chunk);
  },
  'pipeThrough nothing': async (given) =>
    (await given).pipeThrough(null as never),
  'a Response': async (given) =>
    new Response(
      (await given).pipeThrough(
        new TransformStream({
          transform: (chunk, controller) => {
            controller.enqueue(new TextEncoder().encode(String(chunk)));
          },
        }),
      ),
    ).text(),
  'a look at it': async (given, note) => {
    const stream = await given;
    note(
      Object.keys(stream),
      stream.locked,
      Object.prototype.toString.call(stream),
    );
    note(stream instanceof ReadableStream);
    const reader = stream.getReader();
    note(Object.keys(reader), reader.read.name, reader.read.length);
  },
};

export const CONSUMERS: readonly (readonly [string, Consume<Given>])[] =
  Object.entries(consumers);
