/** Package managers, as a project without a lockfile uses them. */
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { AS_GIVEN } from '../support/environment';
import { temporaryFolder } from '../support/temporary-folder';

export interface Project {
  /** The packed package. */
  readonly tarball: string;
  readonly dependencies: Readonly<Record<string, string>>;
  /** What the page says is to be added for line 2 of the SDK. */
  readonly isToldLine2: boolean;
}

export interface Installed {
  readonly folder: string;
  readonly status: number | null;
  readonly output: string;
}

/** Which packages of OpenTelemetry everspan is to have on line 2. */
const LINE_2 = {
  '@opentelemetry/context-async-hooks': '^2.12.0',
  '@opentelemetry/core': '^2.12.0',
  '@opentelemetry/otlp-transformer': '^0.223.0',
  '@opentelemetry/resources': '^2.12.0',
  '@opentelemetry/sdk-trace': '^2.12.0',
};

interface Manager {
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  /** For `package.json`, so that everspan is on line 2. */
  readonly line2: object;
}

const MODULES = join(__dirname, 'managers', 'node_modules');

function settings(): Readonly<
  Record<'registry' | 'cache' | 'npm' | 'authorities', string>
> {
  const ask = (...args: string[]): string =>
    execFileSync('npm', args, {
      encoding: 'utf8',
      env: AS_GIVEN,
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  return {
    registry: ask('config', 'get', 'registry'),
    // Whom npm trusts, the others are to trust.
    authorities: ask('config', 'get', 'cafile'),
    cache: temporaryFolder('cache-'),
    npm: join(ask('root', '--global'), 'npm', 'bin', 'npm-cli.js'),
  };
}

function below(separator: string): object {
  const pairs = Object.entries(LINE_2);
  return Object.fromEntries(
    pairs.map(([name, range]) => [`everspan${separator}${name}`, range]),
  );
}

/** Each as strict about peers as it can be. */
export function managers(): Readonly<Record<string, Manager>> {
  const { registry, cache, npm, authorities } = settings();
  const berry = (linker: string): Manager => ({
    command: [join(MODULES, '@yarnpkg/cli-dist/bin/yarn.js'), 'install'],
    env: {
      YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
      YARN_ENABLE_TELEMETRY: '0',
      ...(authorities === 'null'
        ? {}
        : { YARN_HTTPS_CA_FILE_PATH: authorities }),
      YARN_GLOBAL_FOLDER: join(cache, 'berry'),
      YARN_NPM_REGISTRY_SERVER: registry,
      YARN_UNSAFE_HTTP_WHITELIST: '*',
    },
    files: { 'yarn.lock': '', '.yarnrc.yml': `nodeLinker: ${linker}\n` },
    line2: { resolutions: below('/') },
  });
  return {
    npm: {
      command: [npm, 'install', '--strict-peer-deps', '--ignore-scripts'],
      line2: { overrides: { everspan: LINE_2 } },
    },
    pnpm: {
      command: [
        ...[join(MODULES, 'pnpm/bin/pnpm.cjs'), 'install'],
        ...['--registry', registry, '--store-dir', join(cache, 'pnpm')],
        ...['--strict-peer-dependencies', '--ignore-scripts'],
      ],
      line2: { pnpm: { overrides: below('>') } },
    },
    'yarn 1': {
      command: [
        ...[join(MODULES, 'yarn/bin/yarn.js'), 'install'],
        ...['--registry', registry, '--cache-folder', join(cache, 'yarn')],
        ...['--non-interactive', '--ignore-scripts'],
      ],
      line2: { resolutions: below('/') },
    },
    'yarn 4': berry('node-modules'),
    'yarn 4, Plug’n’Play': berry('pnp'),
  };
}

/** Installs into a new folder, by the node given. */
export function installBy(
  manager: Manager,
  project: Project,
  node: string,
): Installed {
  const { command, env, files = {}, line2 } = manager;
  const folder = temporaryFolder('project-');
  const tarball = basename(project.tarball);
  copyFileSync(project.tarball, join(folder, tarball));
  const manifest = {
    private: true,
    dependencies: { everspan: `file:./${tarball}`, ...project.dependencies },
    ...(project.isToldLine2 && line2),
  };
  const all = { ...files, 'package.json': JSON.stringify(manifest) };
  for (const [name, text] of Object.entries(all)) {
    writeFileSync(join(folder, name), text);
  }
  const { status, stdout, stderr } = spawnSync(node, command, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...AS_GIVEN, ...env, PATH: pathWith(node) },
  });
  return { folder, status, output: stdout + stderr };
}

/** Managers start `node` themselves now and then. */
function pathWith(node: string): string {
  return [dirname(node), process.env['PATH']].join(delimiter);
}
