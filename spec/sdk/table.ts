/**
 * Tries every way in on every line of the SDK, the API and Node, and prints what
 * comes of it as Markdown: `npm run matrix:hosts -- --node 20.19,22,24,26 --write`.
 * Fails if a span is lost, is sent twice, or is made by somebody else.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { nodeOfLine, runningNode, type NodeLine } from '../deaths/node-lines';
import '../support/journal-folder';
import { writeSection } from '../support/page-section';
import { installInto } from './lines';
import { defectsOf, PRELOADS, WAYS, type Setting, type Way } from './ways-in';

const PAGE = join(__dirname, '..', '..', 'docs', 'hosts.md');

interface Versions {
  readonly project: string;
  /** The name of the API's version in the project. */
  readonly api: string;
  /** Whether npm would put the two together. */
  readonly isRefused: boolean;
  readonly fits: (node: NodeLine) => boolean;
}

const VERSIONS: readonly Versions[] = [
  { ...line('line-2', 'api-1.9'), isRefused: false, fits: () => true },
  { ...line('line-2', 'api-1.10'), isRefused: true, fits: () => true },
  { ...line('line-3', 'api-1.10'), isRefused: false, fits: isFrom22 },
];

function line(folder: string, api: string): Pick<Versions, 'project' | 'api'> {
  return { project: join(__dirname, folder), api };
}

/** SDK 3 needs Node 22.15. */
function isFrom22({ version }: NodeLine): boolean {
  return Number.parseInt(version, 10) >= 22;
}

/** What a reader calls each way. */
const TITLES: Readonly<Record<string, string>> = {
  init: '`init()`',
  'init init': '`init()` twice',
  'node-sdk': 'a `NodeSDK`, annotations only',
  processor: 'a `NodeSDK` with `processor()`',
  'processor hooks': 'a `NodeSDK` with `processor()`, then `init({ hooks })`',
  'node-sdk init': 'a `NodeSDK`, then `init()`',
  'processor init': 'a `NodeSDK` with `processor()`, then `init()`',
  'init processor': '`init()`, then a `NodeSDK` with `processor()`',
};

function titleOf({ calls, service, warning }: Way): string {
  const title = TITLES[calls.join(' ')] ?? calls.join(', ');
  const maker = service === 'own' ? 'everspan' : 'the `NodeSDK`';
  return `${title} | ${maker} | ${warning ? `\`${warning}\`` : ''}`;
}

/** `yes`, if it is so with every preload and without one. */
async function cellOf(way: Way, setting: Setting): Promise<string> {
  const defects: string[] = [];
  for (const preload of PRELOADS) {
    defects.push(...(await defectsOf(way, preload, setting)));
  }
  if (defects.length === 0) return 'yes';
  process.exitCode = 1;
  return `NO: ${[...new Set(defects)].join('; ')}`;
}

async function tableOf(
  { project, api, isRefused, fits }: Versions,
  nodes: readonly NodeLine[],
): Promise<string> {
  installInto(project);
  const fitting = nodes.filter(fits);
  const versions = fitting.map(({ version }) => `Node ${version}`);
  const rows = [
    `| in the process there is | spans are made by | told once | ${versions.join(' | ')} |`,
    `| ${['---', '---', '---', ...versions.map(() => '---')].join(' | ')} |`,
  ];
  for (const way of WAYS) {
    const cells: string[] = [];
    for (const { binary } of fitting) {
      cells.push(await cellOf(way, { project, api, node: binary }));
    }
    rows.push(`| ${titleOf(way)} | ${cells.join(' | ')} |`);
  }
  const sdk = versionOf(project, '@opentelemetry/sdk-trace');
  const refused = isRefused
    ? ' (npm refuses this pair; only where it is forced)'
    : '';
  const title = `### SDK ${sdk}, API ${versionOf(project, api)}${refused}`;
  return `${title}\n\n${rows.join('\n')}`;
}

function versionOf(project: string, name: string): string {
  const file = join(project, 'node_modules', name, 'package.json');
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly version: string;
  };
  return version;
}

async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      node: { type: 'string', default: '' },
      write: { type: 'boolean', default: false },
    },
  });
  const names = values.node.split(',').filter((name) => name !== '');
  const nodes = names.length > 0 ? names.map(nodeOfLine) : [runningNode()];
  const tables: string[] = [];
  for (const versions of VERSIONS) {
    const table = await tableOf(versions, nodes);
    console.log(`${table}\n`);
    tables.push(table);
  }
  if (values.write) await writeSection(PAGE, 'hosts', tables.join('\n\n'));
}

void main(process.argv.slice(2));
