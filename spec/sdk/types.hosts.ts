import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sdkLines } from './lines';

const COMPILER = require.resolve('typescript/bin/tsc');

const PROGRAM = `
import { NodeSDK } from '@opentelemetry/sdk-node';
import type { Instrumentation } from '@opentelemetry/instrumentation';
import { init, processor } from 'everspan';

export const sdk = new NodeSDK({ spanProcessors: [processor()] });
export const begin = (one: Instrumentation) =>
  init({ instrumentations: [one, [one]] });
`;

const OPTIONS = [
  ...['--ignoreConfig', '--noEmit', '--strict', '--exactOptionalPropertyTypes'],
  ...['--skipLibCheck', '--module', 'node20', '--target', 'es2023'],
  ...[
    '--types',
    'node',
    '--typeRoots',
    join(__dirname, '../../node_modules/@types'),
  ],
];

describe('the types of processor and instrumentations', () => {
  for (const { name, project } of sdkLines()) {
    it(`fit ${name}`, () => {
      const path = join(project, 'host.ts');
      writeFileSync(path, PROGRAM);
      try {
        execFileSync(process.execPath, [COMPILER, ...OPTIONS, path]);
      } finally {
        rmSync(path);
      }
    });
  }
});
