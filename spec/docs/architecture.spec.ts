import { expect } from 'chai';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { read, ROOT } from './samples';

const PAGE = read('docs/architecture.md');
const [, DRAWING = ''] = /```mermaid\n([\s\S]*?)```/.exec(PAGE) ?? [];

interface Cruise {
  readonly forbidden: readonly {
    readonly name: string;
    readonly to: { readonly pathNot?: string | readonly string[] };
  }[];
}

/** What each room may import, as the linter holds it to. */
const { forbidden } = createRequire(__filename)(
  join(ROOT, '.dependency-cruiser.cjs'),
) as Cruise;

const rooms = readdirSync(join(ROOT, 'lib'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

const arrows = [...DRAWING.matchAll(/^ *(\w+)(?:\[.*?\])? --> (\w+)/gm)].map(
  ([, from = '', to = '']) => ({ from, to }),
);

function arrowsFrom(room: string): readonly string[] {
  return arrows.filter(({ from }) => from === room).map(({ to }) => to);
}

/** Where the arrows of `room` lead, and those of what they lead to. */
function drawnBelow(room: string): readonly string[] {
  const below = new Set(arrowsFrom(room));
  for (const each of below) arrowsFrom(each).forEach((to) => below.add(to));
  return [...below];
}

function allowedBelow(room: string): readonly string[] {
  const rule = forbidden.find(({ name }) => name === `room-${room}`);
  const [, names = ''] =
    /\^lib\/\(([\w|]+)\)/.exec(String(rule?.to.pathNot)) ?? [];
  return names.split('|').filter((name) => name !== room);
}

describe('the drawing of the rooms', () => {
  for (const room of rooms) {
    it(`has no arrow from ${room} that the linter forbids`, () => {
      expect(allowedBelow(room)).to.include.members(arrowsFrom(room));
    });

    it(`shows below ${room} all that the linter allows`, () => {
      expect(drawnBelow(room)).to.include.members(allowedBelow(room));
    });
  }
});

describe('the page about the architecture', () => {
  it('names files that are there', () => {
    const files = readdirSync(join(ROOT, 'lib'), {
      recursive: true,
      encoding: 'utf8',
    }).map((path) => path.replaceAll('\\', '/').replace(/\.ts$/, ''));
    const named = [...PAGE.matchAll(/`([a-z-]+(?:\/[a-z-]+)+)`/g)].map(
      ([, name = '']) => name,
    );
    expect(named).not.to.be.empty;
    const missing = named.filter((name) => !files.includes(name));
    expect(missing).to.deep.equal([]);
  });
});
