/**
 * Effects have one home each. Every fence is a rule that is an error in all
 * of lib/ but its homes, so that what touches the host can be found, faked
 * and reviewed in one place.
 */

const CLOCK_GLOBALS = [
  'setTimeout',
  'setInterval',
  'setImmediate',
  'clearTimeout',
  'clearInterval',
  'clearImmediate',
  'performance',
];

const LISTENER_METHODS = [
  'on',
  'once',
  'off',
  'addListener',
  'prependListener',
  'prependOnceListener',
  'removeListener',
  'removeAllListeners',
  'emit',
  'kill',
  'exit',
  'abort',
];

const FENCES = {
  'process-end': {
    members: { process: LISTENER_METHODS },
    homes: [
      'lib/delivery/process-end*.ts',
      'lib/delivery/exit-listener*.ts',
      'lib/cli/**',
    ],
  },
  'file-system': {
    modules: ['fs', 'fs/promises'],
    homes: [
      'lib/journal/**',
      'lib/viewer/**',
      'lib/cli/**',
      'lib/setup/tls.ts',
      // Reads the hosts file, to know whom nobody needs to be asked for.
      'lib/delivery/name-server.ts',
      // Leaves a folder that was removed, and comes back.
      'lib/delivery/working-folder.ts',
      // Writes to a socket, which no call of `net` does at once.
      'lib/setup/hand-over.ts',
      'lib/internal/diag.ts',
    ],
  },
  clock: {
    globals: CLOCK_GLOBALS,
    members: {
      Date: ['now'],
      process: ['hrtime', 'uptime'],
      AbortSignal: ['timeout'],
    },
    modules: ['timers', 'timers/promises', 'perf_hooks'],
    homes: ['lib/internal/clock.ts', 'lib/viewer/**'],
  },
  environment: {
    members: { process: ['env', 'argv', 'execArgv', 'loadEnvFile'] },
    homes: ['lib/internal/env.ts', 'lib/cli/**'],
  },
  network: {
    globals: ['fetch', 'WebSocket', 'EventSource'],
    modules: ['http', 'https', 'http2', 'net', 'tls', 'dgram', 'dns'],
    homes: [
      'lib/delivery/courier*.ts',
      'lib/delivery/name-server.ts',
      'lib/setup/tls.ts',
      'lib/setup/hand-over.ts',
      // Compares addresses, and sends nothing.
      'lib/setup/no-proxy.ts',
      'lib/cli/**',
      'lib/viewer/**',
    ],
  },
  worker: {
    modules: ['worker_threads', 'child_process', 'cluster'],
    homes: [
      'lib/delivery/line-at-exit*.ts',
      'lib/delivery/process-end*.ts',
      'lib/journal/owner.ts',
      'lib/register.ts',
      'lib/cli/**',
    ],
  },
  console: {
    globals: ['console'],
    members: { process: ['stdout', 'stderr', 'emitWarning'] },
    homes: ['lib/cli/**'],
  },
};

/** The plugin: one rule per fence. */
export const effects = {
  rules: Object.fromEntries(
    Object.entries(FENCES).map(([name, fence]) => [name, rule(name, fence)]),
  ),
};

/** Every fence stands in `files`, and is open at its homes. */
export function effectHomes(files) {
  return [
    {
      files,
      plugins: { effects },
      rules: Object.fromEntries(
        Object.keys(FENCES).map((name) => [`effects/${name}`, 'error']),
      ),
    },
    ...Object.entries(FENCES).map(([name, { homes }]) => ({
      files: homes,
      rules: { [`effects/${name}`]: 'off' },
    })),
  ];
}

function rule(name, { globals = [], members = {}, modules = [], homes }) {
  const isEffect = ([name, member]) =>
    member === undefined
      ? globals.includes(name)
      : members[name]?.includes(member);
  const isModule = (source) => modules.includes(source.replace(/^node:/, ''));
  return {
    meta: { type: 'problem', schema: [] },
    create(context) {
      const report = (node, what) => {
        const message = `\`${what}\` belongs to ${name}; its home is ${homes.join(', ')}.`;
        context.report({ node, message });
      };
      return {
        Program: () => {
          for (const { identifier } of globalReferences(context.sourceCode)) {
            const found = namesFrom(identifier).find(isEffect);
            if (found) report(identifier, found.join('.'));
          }
        },
        ...importVisitor((node, source) => {
          if (isModule(source)) report(node, source);
        }),
      };
    },
  };
}

/** References to globals: names that no line of the file defines. */
function globalReferences({ scopeManager }) {
  return scopeManager.scopes
    .flatMap(({ references }) => references)
    .filter(({ resolved }) => !resolved?.defs.length)
    .filter(
      ({ isTypeReference, identifier }) =>
        !isTypeReference && identifier.parent.type !== 'TSTypeQuery',
    );
}

/**
 * Every dotted name read from a global: `process.env.HOME` is `process.env`,
 * and `globalThis.process.env` is the same.
 */
function namesFrom({ name, parent }) {
  const isGlobalObject = name === 'globalThis' || name === 'global';
  const members = membersRead(parent);
  if (!isGlobalObject) return [[name], ...members.map((each) => [name, each])];
  const further = membersRead(parent.parent);
  return members.flatMap((each) => [
    [each],
    ...further.map((last) => [each, last]),
  ]);
}

/** `x.env`, `x['env']` and `const { env } = x` alike. */
function membersRead(node) {
  if (node.type === 'MemberExpression') {
    return [node.computed ? node.property.value : node.property.name];
  }
  const pattern = node.type === 'VariableDeclarator' && node.id.properties;
  return pattern ? pattern.map(({ key }) => key?.name) : [];
}

/** Calls `visit` for every way to load a module, but type-only imports. */
function importVisitor(visit) {
  const fromSource = (node) => {
    const typeOnly = node.importKind === 'type' || node.exportKind === 'type';
    if (!typeOnly && typeof node.source?.value === 'string') {
      visit(node, node.source.value);
    }
  };
  return {
    ImportDeclaration: fromSource,
    ExportNamedDeclaration: fromSource,
    ExportAllDeclaration: fromSource,
    ImportExpression: fromSource,
    CallExpression: (node) => {
      const [argument] = node.arguments;
      const isRequire = node.callee.name === 'require';
      if (isRequire && typeof argument?.value === 'string') {
        visit(node, argument.value);
      }
    },
  };
}
