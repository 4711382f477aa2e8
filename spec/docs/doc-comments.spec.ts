/**
 * The examples of doc comments, which editors show: each compiles in both
 * dialects, from the imports that it shows.
 */
import { expect } from 'chai';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { compile, type Compiled } from './compile';
import { ROOT, type Sample, samplesOf } from './samples';

const FOLDER = join(ROOT, '.tmp', `doc-comments-${process.pid}`);

/** The user's own, which an example may take for granted; in both dialects. */
const TAKEN_FOR_GRANTED: readonly Sample[] = samplesOf(
  'what examples take for granted',
  `\`\`\`ts
export {};
declare const decorator: (...given: any[]) => void;
export class InBothDialects {
  @decorator
  method() {}
}
declare global {
  interface Order {
    readonly id: string;
    readonly items: readonly string[];
    readonly card: string;
    readonly total: number;
  }
  class Orders {}
  const id: string;
  const tenant: string;
  const text: string;
  const question: string;
  const order: Order;
  const orders: {
    load(id: string): Promise<Order>;
    place(order: Order): Promise<void>;
  };
  const bank: { charge(card: string, total: number): Promise<void> };
  const conversation: { next(question: string): Promise<string> };
  const failures: { add(count: number, of: object): void };
  function search(words: string): string[];
  function parse(text: string): object;
  function isUrgent(error: unknown): boolean;
}
\`\`\`
`,
);

/** Without the stars that a comment has in front of each line. */
function commentsOf(text: string): string {
  const lines = text.split('\n');
  const isComment = (line: string): boolean => /^ *\*/.test(line);
  return lines
    .map((line) => (isComment(line) ? line.replace(/^ *\* ?/, '') : ''))
    .join('\n');
}

function examples(): readonly Sample[] {
  const lib = join(ROOT, 'lib');
  return readdirSync(lib, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .flatMap((path) => {
      const text = readFileSync(join(lib, path), 'utf8');
      return samplesOf(`lib/${path}`, commentsOf(text));
    })
    .filter(({ isCompiled }) => isCompiled);
}

describe('an example in a doc comment', () => {
  const found = examples();
  let compiled: readonly Compiled[];

  before(function () {
    this.timeout(120_000);
    compiled = compile([...TAKEN_FOR_GRANTED, ...found], FOLDER);
  });

  after(() => {
    rmSync(FOLDER, { recursive: true });
  });

  it('is there', () => {
    expect(found.length).to.be.above(20);
  });

  for (const sample of [...TAKEN_FOR_GRANTED, ...found]) {
    it(`in ${sample.name} compiles`, () => {
      const own = compiled.filter((each) => each.sample === sample);
      expect(own).not.to.be.empty;
      expect(own.flatMap(({ complaints }) => complaints)).to.deep.equal([]);
    });
  }
});
