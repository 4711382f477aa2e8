import { expect } from 'chai';
import { pack, projectWith, run } from './packed';
import { temporaryFolder } from '../support/temporary-folder';

const NAMES = [
  'init',
  'processor',
  'flush',
  'shutdown',
  'stats',
  'workflow',
  'task',
  'agent',
  'tool',
  'span',
  'annotationsOf',
  'associate',
  'event',
  'setAttributes',
  'logFields',
];

describe('a project that installed the package', () => {
  let project: string;

  before(() => {
    const folder = temporaryFolder();
    project = projectWith(folder, pack(folder));
  });

  it('requires every name of the root', () => {
    const told = run(
      project,
      'require.cjs',
      `const everspan = require('everspan');
       console.log(JSON.stringify(Object.keys(everspan)));`,
    );
    expect(JSON.parse(told)).to.have.members(NAMES);
  });

  it('imports every name of the root', () => {
    const told = run(
      project,
      'import.mjs',
      `import { ${NAMES.join(', ')} } from 'everspan';
       console.log([${NAMES.join(', ')}].map((each) => typeof each).join());`,
    );
    expect(told.trim()).to.equal(NAMES.map(() => 'function').join());
  });

  it('gets one copy from require and from import', () => {
    const told = run(
      project,
      'both.mjs',
      `import { createRequire } from 'node:module';
       import { task } from 'everspan';
       const required = createRequire(import.meta.url)('everspan');
       console.log(required.task === task);`,
    );
    expect(told.trim()).to.equal('true');
  });

  it('annotates and initialises', () => {
    const told = run(
      project,
      'use.mjs',
      `import { init, stats, task } from 'everspan';
       process.env.EVERSPAN_LOG = 'off';
       init({ serviceName: 'packed', endpoint: 'http://127.0.0.1:1' });
       const sum = await task.run('add', async () => 1 + 1);
       console.log(sum, stats().started);`,
    );
    expect(told.trim()).to.equal('2 1');
  });

  it('requires the viewer', () => {
    const told = run(
      project,
      'viewer.cjs',
      `console.log(typeof require('everspan/viewer').serve);`,
    );
    expect(told.trim()).to.equal('function');
  });

  it('records the spans of a test', () => {
    const told = run(
      project,
      'testing.mjs',
      `import { task } from 'everspan';
       import { createRecorder } from 'everspan/testing';
       const recorder = createRecorder();
       recorder.start();
       task.run('charge', () => undefined);
       console.log(recorder.take().name);`,
    );
    expect(told.trim()).to.equal('charge');
  });

  it('preloads the registration', () => {
    const told = run(
      project,
      'preload.cjs',
      `process.env.EVERSPAN_LOG = process.env.EVERSPAN_JOURNAL = 'off';
       require('everspan/register');
       console.log(typeof require('everspan').task.run('charge', () => 'done'));`,
    );
    expect(told.trim()).to.equal('string');
  });

  it('finds the command line', () => {
    const told = run(
      project,
      'bin.cjs',
      `const { bin, version } = require('everspan/package.json');
       const { join } = require('node:path');
       const main = join('node_modules', 'everspan', bin.everspan);
       const args = [main, '--version'];
       const { execFileSync } = require('node:child_process');
       const printed = execFileSync(process.execPath, args).toString().trim();
       console.log(printed === version);`,
    );
    expect(told.trim()).to.equal('true');
  });

  it('reads the package manifest', () => {
    const told = run(
      project,
      'manifest.cjs',
      `console.log(require('everspan/package.json').name);`,
    );
    expect(told.trim()).to.equal('everspan');
  });

  it('cannot reach into the package', () => {
    const told = run(
      project,
      'inside.cjs',
      `try { require('everspan/dist/internal/errors.js'); }
       catch ({ code }) { console.log(code); }`,
    );
    expect(told.trim()).to.equal('ERR_PACKAGE_PATH_NOT_EXPORTED');
  });
});
