import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nodeOfLine } from '../deaths/node-lines';
import { temporaryFolder } from '../support/temporary-folder';
import { installBy, managers, type Installed, type Project } from './managers';
import { pack } from './packed';

const PROGRAM = join(__dirname, 'fixtures', 'installed-program.cjs');

/** What managers say when packages do not fit. */
const COMPLAINT =
  /ERESOLVE|EBADENGINE|unmet peer|incorrect peer|YN0002|YN0060|YN0086/;

interface Setting extends Omit<Project, 'tarball'> {
  readonly name: string;
  /** The SDK that everspan is on. */
  readonly sdk: RegExp;
  /** The managers that it is about. @defaultValue all */
  readonly only?: RegExp;
  /** @defaultValue 22, where npm chooses line 3 */
  readonly line?: '20';
}

const LINE_2_HOST = {
  '@opentelemetry/api': '~1.9.1',
  '@opentelemetry/sdk-node': '^0.223.0',
};

const SETTINGS: readonly Setting[] = [
  {
    name: 'a project without OpenTelemetry',
    dependencies: { '@opentelemetry/api': '^1.9.0' },
    isToldLine2: false,
    sdk: /^3\./,
  },
  {
    name: 'a project on Node 20 that is told of line 2',
    dependencies: { '@opentelemetry/api': '~1.9.1' },
    isToldLine2: true,
    sdk: /^2\.12\./,
    only: /^(pnpm|yarn)/,
    line: '20',
  },
  {
    name: 'a project on line 3 of the SDK',
    dependencies: {
      '@opentelemetry/api': '~1.10.0',
      '@opentelemetry/sdk-node': '^0.301.0',
    },
    isToldLine2: false,
    sdk: /^3\./,
  },
  {
    name: 'a project on line 2 of the SDK',
    dependencies: LINE_2_HOST,
    isToldLine2: false,
    sdk: /^2\.12\./,
    only: /^npm$/,
  },
  {
    name: 'a project on line 2 of the SDK that is told so',
    dependencies: LINE_2_HOST,
    isToldLine2: true,
    sdk: /^2\.12\./,
    only: /^(pnpm|yarn)/,
  },
  {
    name: 'a project on an older release of line 2 that is told so',
    dependencies: { ...LINE_2_HOST, '@opentelemetry/sdk-node': '^0.205.0' },
    isToldLine2: true,
    sdk: /^2\.12\./,
    only: /^npm$/,
  },
];

function run({ folder }: Installed, node: string): string {
  const pnp = join(folder, '.pnp.cjs');
  const preload = existsSync(pnp) ? ['--require', pnp] : [];
  const args = [...preload, PROGRAM];
  const { stdout, stderr } = spawnSync(node, args, {
    cwd: folder,
    encoding: 'utf8',
  });
  return stdout + stderr;
}

describe('the packed package, installed', () => {
  let tarball = '';

  before(() => {
    const folder = temporaryFolder('packed-');
    tarball = join(folder, pack(folder).filename);
  });

  for (const [name, manager] of Object.entries(managers())) {
    for (const { only = /./, line = '22', sdk, ...setting } of SETTINGS) {
      if (!only.test(name)) continue;

      it(`by ${name} into ${setting.name}, without a complaint`, () => {
        const node = nodeOfLine(line).binary;
        const installed = installBy(manager, { ...setting, tarball }, node);
        expect(installed.output).not.to.match(COMPLAINT);
        expect(installed.status, installed.output).to.equal(0);
        const [version, ended] = run(installed, node).trim().split(' ');
        expect(version).to.match(sdk);
        expect(ended).to.equal('1');
      });
    }
  }

  for (const [made, used] of [
    ['20', '22'],
    ['22', '20'],
  ] as const) {
    it(`runs on Node ${used} by a lockfile of Node ${made}`, () => {
      const { npm } = managers();
      const [binary, other] = [made, used].map(
        (line) => nodeOfLine(line).binary,
      );
      const dependencies = { '@opentelemetry/api': '^1.9.0' };
      const project = { tarball, dependencies, isToldLine2: false };
      const installed = installBy(npm!, project, binary!);
      expect(installed.status, installed.output).to.equal(0);
      const [cli = ''] = npm!.command;
      const again = spawnSync(other!, [cli, 'ci', '--ignore-scripts'], {
        cwd: installed.folder,
        encoding: 'utf8',
      });
      expect(again.status, again.stderr).to.equal(0);
      const [version, ended] = run(installed, other!).trim().split(' ');
      expect(version).to.match(made === '20' ? /^2\./ : /^3\./);
      expect(ended).to.equal('1');
    });
  }
});
