/**
 * Prints how long the files and functions of lib/ are: median, 95th percentile
 * and the longest. Lint holds the longest; this shows where it drifts.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import ts from 'typescript';

const LONGEST_SHOWN = 5;

const paths = execFileSync('git', ['ls-files', 'lib/*.ts', 'lib/*.tsx'], {
  encoding: 'utf8',
})
  .trim()
  .split('\n');
const sources = paths.map((path) =>
  ts.createSourceFile(path, readFileSync(path, 'utf8'), {}, true),
);

print('code lines of a file', sources.map(fileOf));
print('lines of a function', sources.flatMap(functionsOf));

function print(what, measured) {
  const sorted = measured.toSorted((a, b) => a.lines - b.lines);
  const at = (share) => sorted[Math.floor((sorted.length - 1) * share)].lines;
  const figures = [`median ${at(0.5)}`, `95 % ${at(0.95)}`, `most ${at(1)}`];
  console.log(`${what}: ${figures.join(', ')} (${sorted.length})`);
  for (const { lines, place } of sorted.slice(-LONGEST_SHOWN).reverse()) {
    console.log(`  ${lines}  ${place}`);
  }
}

/** Without blank lines and comments, which nobody should save on. */
function fileOf(source) {
  const lines = new Set();
  eachToken(source, (token) => {
    const last = lineOf(source, token.end);
    for (let line = lineOf(source, token.getStart()); line <= last; line++) {
      lines.add(line);
    }
  });
  return { lines: lines.size, place: source.fileName };
}

function eachToken(node, visit) {
  const children = node.getChildren();
  if (children.length === 0) return node.getWidth() > 0 && visit(node);
  for (const child of children) {
    if (!ts.isJSDoc(child)) eachToken(child, visit);
  }
}

function functionsOf(source) {
  const found = [];
  (function walk(node) {
    if (ts.isFunctionLike(node) && node.body) found.push(measure(source, node));
    ts.forEachChild(node, walk);
  })(source);
  return found;
}

function measure(source, node) {
  const first = lineOf(source, node.getStart());
  const lines = lineOf(source, node.end) - first + 1;
  return { lines, place: `${source.fileName}:${first + 1}` };
}

function lineOf(source, position) {
  return source.getLineAndCharacterOfPosition(position).line;
}
