/**
 * The report of the public surface: what a program can name, by entry point.
 *
 * `npm run api` compares `etc/*.api.md` with what was built, so that a change of
 * the surface is seen in review; `npm run api:write` writes them anew.
 */
import {
  Extractor,
  ExtractorConfig,
  ExtractorLogLevel,
} from '@microsoft/api-extractor';
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');
const ENTRIES = {
  everspan: 'index.d.ts',
  'everspan-messaging': 'messaging/index.d.ts',
  'everspan-register': 'register.d.ts',
  'everspan-testing': 'testing/index.d.ts',
  'everspan-viewer': 'viewer/index.d.ts',
};
/** Where a report is made before it is compared; removed again. */
const MADE = join(ROOT, '.tmp', `api-${process.pid}`);

/** Names that need no remark: a doc comment that is missing is typedoc's. */
const SILENT = {
  default: { logLevel: ExtractorLogLevel.None },
};

function configOf(name, entry) {
  return ExtractorConfig.prepare({
    packageJsonFullPath: join(ROOT, 'package.json'),
    configObjectFullPath: undefined,
    configObject: {
      projectFolder: ROOT,
      mainEntryPointFilePath: join(ROOT, 'dist', entry),
      newlineKind: 'lf',
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            target: 'es2022',
            lib: ['es2023', 'esnext.disposable'],
            module: 'node20',
            types: ['node'],
            strict: true,
            skipLibCheck: true,
          },
          files: [join(ROOT, 'dist', entry)],
        },
      },
      apiReport: {
        enabled: true,
        reportFileName: `${name}.api.md`,
        reportFolder: join(ROOT, 'etc'),
        reportTempFolder: MADE,
        includeForgottenExports: true,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: {
          default: { logLevel: ExtractorLogLevel.Error },
        },
        extractorMessageReporting: SILENT,
        tsdocMessageReporting: SILENT,
      },
    },
  });
}

/** Whether the report is as it was, or has been written anew. */
function isSame(name, entry, localBuild) {
  const { succeeded, apiReportChanged } = Extractor.invoke(
    configOf(name, entry),
    { localBuild, messageCallback: hush },
  );
  if (apiReportChanged && !localBuild) console.error(CHANGED(name));
  return succeeded;
}

const CHANGED = (name) =>
  `etc/${name}.api.md is not what was built: the public surface has changed.
  If that is meant: npm run build && npm run api:write, look at the diff,
  commit it, and tell of it in CHANGELOG.md.`;

/** It tells of its own version, and what to copy by hand. */
function hush(message) {
  if (message.logLevel !== ExtractorLogLevel.Error) message.handled = true;
}

const isWriting = process.argv.includes('--write');
mkdirSync(MADE, { recursive: true });
try {
  const results = Object.entries(ENTRIES).map(([name, entry]) =>
    isSame(name, entry, isWriting),
  );
  process.exitCode = results.every(Boolean) ? 0 : 1;
} finally {
  rmSync(MADE, { recursive: true });
}
