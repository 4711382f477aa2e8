/** Each bundler, set up as for a program that runs on Node from one file. */
import commonjs from '@rollup/plugin-commonjs';
import json from '@rollup/plugin-json';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { build, type BuildOptions } from 'esbuild';
import { builtinModules } from 'node:module';
import { dirname, basename, join } from 'node:path';
import { rollup } from 'rollup';
import webpack, { type Configuration } from 'webpack';

/** Bundles the module `entry` into the one file that it returns. */
export type Bundle = (entry: string) => Promise<string>;

/**
 * In a module there is no `require`, which the CommonJS packages inside the
 * bundle ask for Node's own modules.
 */
const REQUIRE_IN_MODULE =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

async function byEsbuild(
  entry: string,
  outfile: string,
  options: BuildOptions,
): Promise<string> {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
    ...options,
  });
  return outfile;
}

function byWebpack(entry: string, options: Configuration): Promise<string> {
  const filename =
    options.output?.module === true ? 'bundle.mjs' : 'bundle.cjs';
  const path = join(dirname(entry), 'webpack');
  const compiler = webpack({
    entry,
    target: 'node20',
    mode: 'none',
    context: __dirname,
    ...options,
    output: { path, filename, ...options.output },
  });
  return new Promise((resolve, reject) => {
    compiler.run((error, stats) => {
      compiler.close(() => undefined);
      const told = stats?.toString({
        all: false,
        errors: true,
        warnings: true,
      });
      if (error) reject(error);
      else if (told) reject(new Error(told));
      else resolve(join(path, filename));
    });
  });
}

/**
 * The compiler's `this && this.__decorate`, and files of a package that load each
 * other late.
 */
const HARMLESS = new Set(['THIS_IS_UNDEFINED', 'CIRCULAR_DEPENDENCY']);

async function byRollup(
  entry: string,
  file: string,
  format: 'cjs' | 'es',
): Promise<string> {
  const bundle = await rollup({
    input: entry,
    external: (id) => id.startsWith('node:') || builtinModules.includes(id),
    plugins: [
      nodeResolve({ exportConditions: ['node'], preferBuiltins: true }),
      commonjs({ ignoreDynamicRequires: true }),
      json(),
    ],
    onwarn: ({ code = '', message }) => {
      if (!HARMLESS.has(code)) throw new Error(message);
    },
  });
  await bundle.write({ file, format, inlineDynamicImports: true });
  await bundle.close();
  return file;
}

function beside(entry: string, name: string): string {
  return join(dirname(entry), `${basename(entry, '.mjs')}-${name}`);
}

export const BUNDLERS: Readonly<Record<string, Bundle>> = {
  'esbuild, CommonJS': (entry) =>
    byEsbuild(entry, beside(entry, 'esbuild.cjs'), { format: 'cjs' }),
  'esbuild, ESM': (entry) =>
    byEsbuild(entry, beside(entry, 'esbuild.mjs'), {
      format: 'esm',
      banner: { js: REQUIRE_IN_MODULE },
    }),
  'esbuild, minified': (entry) =>
    byEsbuild(entry, beside(entry, 'minified.cjs'), {
      format: 'cjs',
      minify: true,
    }),
  'webpack, CommonJS': (entry) => byWebpack(entry, {}),
  'webpack, ESM': (entry) =>
    byWebpack(entry, {
      experiments: { outputModule: true },
      output: { module: true, chunkFormat: 'module' },
    }),
  'webpack, minified': (entry) => byWebpack(entry, { mode: 'production' }),
  'Rollup, CommonJS': (entry) =>
    byRollup(entry, beside(entry, 'rollup.cjs'), 'cjs'),
  'Rollup, ESM': (entry) => byRollup(entry, beside(entry, 'rollup.mjs'), 'es'),
};
