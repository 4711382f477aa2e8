/**
 * The next version: its number from the changesets, its text from what stands
 * under "Unreleased" in the changelog. Nothing is committed, tagged or sent.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');
const CHANGELOG = resolve(ROOT, 'CHANGELOG.md');
const UNRELEASED = '## Unreleased\n';

function version() {
  const manifest = readFileSync(resolve(ROOT, 'package.json'), 'utf8');
  return JSON.parse(manifest).version;
}

/** What is unreleased is of this version from now on. */
function released(text, number) {
  const [, notes = ''] = text.split(UNRELEASED);
  const [ours = ''] = notes.split(/^## /m);
  if (ours.trim() === '') throw new Error('CHANGELOG.md tells of no change');
  return text.replace(UNRELEASED, `${UNRELEASED}\n## ${number}\n`);
}

const bin = createRequire(import.meta.url).resolve('@changesets/cli/bin.js');
const text = readFileSync(CHANGELOG, 'utf8');
released(text, version());
const before = version();
execFileSync(process.execPath, [bin, 'version'], {
  cwd: ROOT,
  stdio: 'inherit',
});
if (version() === before)
  throw new Error('there is no changeset: npm run changeset');
writeFileSync(CHANGELOG, released(text, version()));
execFileSync('npm', ['install', '--package-lock-only', '--ignore-scripts'], {
  cwd: ROOT,
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
console.log(
  `version ${version()}: look at the diff, commit it, tag v${version()}`,
);
