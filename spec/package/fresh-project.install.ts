import { expect } from 'chai';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm, pack, run } from './packed';
import { temporaryFolder } from '../support/temporary-folder';

const MEGABYTE = 1_000_000;

/** With all dependencies, as `npm install` leaves it. */
const MAX_INSTALLED_BYTES = 30 * MEGABYTE;

/** everspan itself among them. */
const MAX_PACKAGES = 12;

const API_VERSIONS = ['1.9.0', '^1.9.0'];

function install(apiVersion: string): string {
  const project = temporaryFolder();
  const { filename } = pack(project);
  writeFileSync(join(project, 'package.json'), '{ "private": true }\n');
  const packages = [`./${filename}`, `@opentelemetry/api@${apiVersion}`];
  npm(['install', '--no-audit', '--no-fund', ...packages], project);
  return project;
}

function bytesBelow(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(join(entry.parentPath, entry.name)).size)
    .reduce((sum, size) => sum + size, 0);
}

for (const apiVersion of API_VERSIONS) {
  describe(`a fresh project with @opentelemetry/api ${apiVersion}`, () => {
    let project: string;

    before(() => {
      project = install(apiVersion);
    });

    it('has one copy of every dependency, and none missing', () => {
      const tree = npm(['ls', '--all', '@opentelemetry/api'], project);
      const versions = tree.match(/@opentelemetry\/api@[\d.]+/g) ?? [];
      expect(new Set(versions)).to.have.lengthOf(1);
    });

    it('requires and initialises it', () => {
      const told = run(
        project,
        'require.cjs',
        `const { init, task, stats } = require('everspan');
         process.env.EVERSPAN_LOG = 'off';
         init({ serviceName: 'fresh', endpoint: 'http://127.0.0.1:1' });
         console.log(task.run('add', () => 1 + 1), stats().started);`,
      );
      expect(told.trim()).to.equal('2 1');
    });

    it('imports it', () => {
      const told = run(
        project,
        'import.mjs',
        `import { task } from 'everspan';
         console.log(task.run('add', () => 1 + 1));`,
      );
      expect(told.trim()).to.equal('2');
    });

    it('takes at most 30 MB', () => {
      const bytes = bytesBelow(join(project, 'node_modules'));
      expect(bytes).to.be.below(MAX_INSTALLED_BYTES);
    });

    it('is at most 12 packages', () => {
      const lines = npm(['ls', '--all', '--parseable'], project).trim();
      const [, ...packages] = new Set(lines.split('\n'));
      expect(packages).to.have.lengthOf.within(2, MAX_PACKAGES);
    });
  });
}
