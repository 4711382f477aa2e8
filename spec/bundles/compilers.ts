/** Each compiler of TypeScript, as its users set it up. */
import { transformSync as babel, type PluginItem } from '@babel/core';
import { transformSync as swc } from '@swc/core';
import { transformSync as esbuild } from 'esbuild';
import ts from 'typescript';

/** Of decorators. */
export type Dialect = 'standard' | 'older';
/** Of modules. */
export type Format = 'CommonJS' | 'ESM';

export interface Compilation {
  readonly dialect: Dialect;
  readonly format: Format;
  /** Whether it writes down the types of parameters; the older dialect only. */
  readonly metadata?: boolean;
}

export type Compile = (source: string, compilation: Compilation) => string;

/** To JavaScript, before the program runs. */
export const COMPILERS: Readonly<Record<string, Compile>> = {
  tsc: (source, { dialect, format, metadata = false }) =>
    ts.transpileModule(source, {
      compilerOptions: {
        module:
          format === 'ESM' ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS,
        target: ts.ScriptTarget.ES2022,
        experimentalDecorators: dialect === 'older',
        emitDecoratorMetadata: metadata,
      },
    }).outputText,

  esbuild: (source, { dialect, format }) =>
    esbuild(source, {
      loader: 'ts',
      keepNames: true,
      target: 'node20',
      format: format === 'ESM' ? 'esm' : 'cjs',
      tsconfigRaw: {
        compilerOptions: { experimentalDecorators: dialect === 'older' },
      },
    }).code,

  swc: (source, { dialect, format, metadata = false }) =>
    swc(source, {
      swcrc: false,
      module: { type: format === 'ESM' ? 'es6' : 'commonjs' },
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', decorators: true },
        transform:
          dialect === 'older'
            ? { legacyDecorator: true, decoratorMetadata: metadata }
            : { decoratorVersion: '2022-03' },
      },
    }).code,

  Babel: (source, { dialect, format, metadata = false }) => {
    const version = dialect === 'older' ? 'legacy' : '2023-11';
    const plugins: PluginItem[] = [
      ...(metadata ? ['babel-plugin-transform-typescript-metadata'] : []),
      ['@babel/plugin-proposal-decorators', { version }],
      ...(format === 'ESM' ? [] : ['@babel/plugin-transform-modules-commonjs']),
    ];
    const presets = ['@babel/preset-typescript'];
    const result = babel(source, {
      babelrc: false,
      configFile: false,
      cwd: __dirname,
      filename: 'program.ts',
      plugins,
      presets,
    });
    return result?.code ?? '';
  },
};
