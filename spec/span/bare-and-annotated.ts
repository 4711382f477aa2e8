/**
 * Runs one consumer over the result of a bare function and over that of the
 * annotated one: whatever it sees must be the same, and in the same order.
 */
import { expect } from 'chai';
import { task } from '../../lib';

/** Writes down what is seen: by the consumer, and by the work itself. */
export type Note = (...what: readonly unknown[]) => void;
/** The work; its result is what is consumed. */
export type Make = (note: Note) => unknown;
export type Consume<Result> = (result: Result, note: Note) => unknown;

/** Fails unless `consume` sees the same of both, the work's notes in between. */
export async function expectSame<Result>(
  make: Make,
  consume: Consume<Result>,
): Promise<void> {
  const bare = await seen(make, consume, callBare);
  const annotated = await seen(make, consume, callAnnotated);
  expect(annotated.all).to.deep.equal(bare.all);
}

/**
 * Fails unless the work and `consume` each see the same. Where both go on at
 * once nobody promises them an order: a derived promise settles a microtask
 * after the one it is derived from.
 */
export async function expectSameApart<Result>(
  make: Make,
  consume: Consume<Result>,
): Promise<void> {
  const bare = await seen(make, consume, callBare);
  const annotated = await seen(make, consume, callAnnotated);
  expect(annotated.ofWork).to.deep.equal(bare.ofWork);
  expect(annotated.ofConsumer).to.deep.equal(bare.ofConsumer);
}

type Call = (work: () => unknown) => unknown;

const callBare: Call = (work) => work();
const callAnnotated: Call = (work) => task.run('call', work);

interface Seen {
  readonly all: readonly unknown[];
  readonly ofWork: readonly unknown[];
  readonly ofConsumer: readonly unknown[];
}

async function seen<Result>(
  make: Make,
  consume: Consume<Result>,
  call: Call,
): Promise<Seen> {
  const all: unknown[] = [];
  const noteIn =
    (own: unknown[]): Note =>
    (...what) => {
      all.push(what);
      own.push(what);
    };
  const ofWork: unknown[] = [];
  const ofConsumer: unknown[] = [];
  const note = noteIn(ofConsumer);
  try {
    const result = call(() => make(noteIn(ofWork))) as Result;
    note('end', await consume(result, note));
  } catch (error) {
    note('thrown', error);
  }
  await turns(5);
  return { all, ofWork, ofConsumer };
}

/** What was begun and not awaited goes on meanwhile. */
async function turns(count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}
