/** Web streams of every make, and what can be done with them. */
import type { Make, Note } from '../bare-and-annotated';

export const ERROR = new Error('mid-stream');

/** Pulls one letter at a time, and tells of every call. */
export function letters(note: Note = () => undefined): ReadableStream {
  const left = ['a', 'b', 'c'];
  return new ReadableStream(
    {
      pull(controller) {
        const letter = left.shift();
        note('pull', letter);
        if (letter === undefined) controller.close();
        else controller.enqueue(letter);
      },
      cancel(reason) {
        note('cancel', reason);
      },
    },
    { highWaterMark: 0 },
  );
}

/** All is in its queue before anybody reads. */
export function queued(): ReadableStream {
  return new ReadableStream({
    start(controller) {
      for (const letter of 'abc') controller.enqueue(letter);
      controller.close();
    },
  });
}

export function failing(): ReadableStream {
  let n = 0;
  return new ReadableStream({
    pull(controller) {
      if (n++ < 2) controller.enqueue(n);
      else throw ERROR;
    },
  });
}

export function bytes(): ReadableStream {
  let n = 0;
  return new ReadableStream({
    type: 'bytes',
    pull(controller) {
      n++;
      if (n < 4) controller.enqueue(new Uint8Array([n, n]));
      else {
        controller.close();
        controller.byobRequest?.respond(0);
      }
    },
  });
}

function uncancellable(): ReadableStream {
  let n = 0;
  return new ReadableStream({
    pull(controller) {
      if (n++ < 3) controller.enqueue(n);
      else controller.close();
    },
    cancel() {
      throw ERROR;
    },
  });
}

const makers = {
  'a stream that pulls': (note) => letters(note),
  'a stream with a queue': queued,
  'a stream that fails': failing,
  'a stream of bytes': bytes,
  'a stream that fails to cancel': uncancellable,
  'an empty stream': () => new Blob([]).stream(),
  'a stream of a Blob': () => new Blob(['text']).stream(),
  'a frozen stream': () => Object.freeze(queued()),
  'a promise of a stream': (note) => Promise.resolve(letters(note)),
} satisfies Record<string, Make>;

export const STREAMS: readonly (readonly [string, Make])[] =
  Object.entries(makers);
