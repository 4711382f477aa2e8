/** The lines of the OpenTelemetry SDK, and a node that runs each. */
import { cpSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { nodeOfLine } from '../deaths/node-lines';

const ROOT = resolve(__dirname, '../..');

export interface SdkLine {
  readonly name: string;
  /** A project with a `NodeSDK` of this line and everspan on the same SDK. */
  readonly project: string;
  readonly node: string;
}

/** SDK 3 needs Node 22.15. */
const LINES = [
  { sdk: '2', node: '20' },
  { sdk: '2', node: '26' },
  { sdk: '3', node: '22' },
  { sdk: '3', node: '26' },
];

/** Puts the built package into each project, as an installation would. */
export function sdkLines(): readonly SdkLine[] {
  return LINES.map(({ sdk, node }) => {
    const project = join(__dirname, `line-${sdk}`);
    installInto(project);
    const name = `SDK ${sdk} on Node ${node}`;
    return { name, project, node: nodeOfLine(node).binary };
  });
}

export function installInto(project: string): void {
  const everspan = join(project, 'node_modules', 'everspan');
  rmSync(everspan, { recursive: true, force: true });
  for (const part of ['dist', 'package.json']) {
    cpSync(join(ROOT, part), join(everspan, part), { recursive: true });
  }
}
