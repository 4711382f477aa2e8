import js from '@eslint/js';
import jsdoc from 'eslint-plugin-jsdoc';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { effectHomes } from './eslint.effects.mjs';

const LIBRARY = ['lib/**/*.{ts,tsx}'];
const TRIALS = ['spec/**/*.ts', 'samples/**/*.ts', 'bench/**/*.ts'];

const NO_SUCH_SYNTAX = [
  { selector: 'TSEnumDeclaration', message: 'Use a union of literals.' },
  {
    selector: 'TSModuleDeclaration[kind="namespace"]',
    message: 'Use a module.',
  },
];

/** What goes round the fences of eslint.effects.mjs, which go by name. */
const NO_WAY_AROUND_THE_FENCES = [
  {
    selector: 'ImportDeclaration[source.value=/^(node:)?process$/]',
    message: 'Use the global `process`.',
  },
  {
    selector:
      ':matches(VariableDeclarator[id.type="Identifier"] > .init, CallExpression > .arguments)[name="process"]',
    message: 'Name what you need of `process`, do not hand it on.',
  },
];

/** What was sent is text in the page, whatever it looks like. */
const NO_MARKUP = [
  'JSXAttribute[name.name="dangerouslySetInnerHTML"]',
  'Property[key.name="dangerouslySetInnerHTML"]',
  'MemberExpression[property.name=/^(innerHTML|outerHTML|srcdoc|insertAdjacentHTML|write)$/]',
].map((selector) => ({ selector, message: 'Data is text, never markup.' }));

/** Sizes are a smell, not a mistake: they warn, and a reader decides. */
const SIZES = {
  'max-lines': ['warn', { max: 250, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': [
    'warn',
    { max: 30, skipBlankLines: true, skipComments: true },
  ],
  'max-params': ['warn', 3],
  'max-depth': ['warn', 3],
  complexity: ['warn', 10],
};

const DOC_COMMENTS = {
  'jsdoc/require-jsdoc': [
    'error',
    {
      publicOnly: { cjs: false, esm: true, window: false },
      require: { ClassDeclaration: true, FunctionDeclaration: true },
    },
  ],
  'jsdoc/check-alignment': 'error',
  'jsdoc/check-param-names': ['error', { disableMissingParamChecks: true }],
  'jsdoc/check-tag-names': ['error', { definedTags: ['defaultValue'] }],
  'jsdoc/empty-tags': 'error',
  'jsdoc/informative-docs': 'error',
  'jsdoc/no-types': 'error',
};

export default defineConfig(
  globalIgnores([
    'dist/',
    'coverage/',
    '**/node_modules/',
    '.tmp/',
    // With a manifest of their own: their types are there once installed.
    'samples/{0[1-4],08,09,13}-*/',
    'spec/frameworks/',
    'spec/brokers/',
    'spec/bundles/',
  ]),
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: ['error', 'always'],
      'prefer-const': 'error',
      'no-restricted-syntax': ['error', ...NO_SUCH_SYNTAX],
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
    },
  },
  {
    files: [...LIBRARY, ...TRIALS],
    extends: [
      tseslint.configs.strictTypeChecked,
      tseslint.configs.stylisticTypeChecked,
    ],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true },
      ],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  {
    files: LIBRARY,
    plugins: { jsdoc },
    rules: {
      ...SIZES,
      ...DOC_COMMENTS,
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/prefer-readonly': 'error',
      'no-restricted-exports': [
        'error',
        {
          restrictDefaultExports: {
            direct: true,
            named: true,
            defaultFrom: true,
            namedFrom: true,
            namespaceFrom: true,
          },
        },
      ],
    },
  },
  effectHomes(LIBRARY),
  {
    files: LIBRARY,
    ignores: ['lib/delivery/process-end*.ts', 'lib/cli/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...NO_SUCH_SYNTAX,
        ...NO_WAY_AROUND_THE_FENCES,
      ],
    },
  },
  {
    // A component is as long as what it shows; its type says what it takes.
    files: ['lib/viewer/page/**'],
    rules: {
      'max-lines-per-function': [
        'warn',
        { max: 50, skipBlankLines: true, skipComments: true },
      ],
      'jsdoc/require-jsdoc': 'off',
    },
  },
  {
    files: ['lib/viewer/page/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-syntax': ['error', ...NO_SUCH_SYNTAX, ...NO_MARKUP],
    },
  },
  {
    files: TRIALS,
    rules: {
      // `expect(x).to.be.true` of chai.
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/only-throw-error': 'off',
      '@typescript-eslint/prefer-promise-reject-errors': 'off',
      '@typescript-eslint/unbound-method': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      // Specs hand over whatever a host may hand over.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      'max-lines': [
        'warn',
        { max: 200, skipBlankLines: true, skipComments: true },
      ],
    },
  },
  {
    files: ['**/*.{js,cjs,mjs}'],
    languageOptions: {
      globals: {
        console: 'readonly',
        process: 'readonly',
        setTimeout: 'readonly',
        setImmediate: 'readonly',
        setInterval: 'readonly',
        __dirname: 'readonly',
        queueMicrotask: 'readonly',
        Buffer: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
      },
    },
  },
  {
    files: ['**/*.{js,cjs}'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { module: 'writable', require: 'readonly' },
    },
  },
);
