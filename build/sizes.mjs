/**
 * What a user downloads and a program reads, held to limits: `npm run sizes`,
 * after a build. Who raises a limit says in the commit what it was raised for.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';

const ROOT = resolve(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');
const PAGE = join(DIST, 'viewer', 'page');

/** As npm would publish it; no script is run. */
function packed() {
  const args = ['pack', '--json', '--dry-run', '--ignore-scripts'];
  const told = execFileSync('npm', args, {
    cwd: ROOT,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  // An array until npm 11, an object by package name later.
  return Object.values(JSON.parse(told))[0];
}

/** Of the package's own files that `require('everspan')` reads. */
function rootImportBytes() {
  const require = createRequire(import.meta.url);
  require(join(DIST, 'index.js'));
  return Object.keys(require.cache)
    .filter((path) => path.startsWith(DIST))
    .reduce((sum, path) => sum + statSync(path).size, 0);
}

function pageBytes() {
  return readdirSync(PAGE)
    .map((name) => gzipSync(readFileSync(join(PAGE, name))).length)
    .reduce((sum, bytes) => sum + bytes, 0);
}

const { size, unpackedSize } = packed();
const SIZES = [
  { what: 'packed', kB: size / 1000, limit: 900 },
  {
    what: 'unpacked, with docs and source maps',
    kB: unpackedSize / 1000,
    limit: 3300,
  },
  { what: 'root import', kB: rootImportBytes() / 1000, limit: 120 },
  { what: 'page of the viewer, gzip', kB: pageBytes() / 1000, limit: 60 },
];

for (const { what, kB, limit } of SIZES) {
  const verdict = kB <= limit ? 'ok    ' : 'wrong ';
  console.log(`${verdict} ${what}: ${kB.toFixed(1)} kB of ${limit}`);
}
const isTooLarge = SIZES.some(({ kB, limit }) => !(kB <= limit));
if (isTooLarge) {
  console.error(
    'What came in, and does each user need it? build/sizes.mjs has the limits.',
  );
  process.exitCode = 1;
}
