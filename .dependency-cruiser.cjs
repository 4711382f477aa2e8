'use strict';

/*
 * The rooms of the house. Imports go down these lines only, types included.
 * The annotating wing (annotations, span, context) and the delivering wing
 * (setup, delivery, journal) meet only in `setup`, in `internal`, and at the
 * OpenTelemetry API: `setup` tells `span` what `init` was told (hooks, capture).
 */
const ROOMS = {
  internal: [],
  context: ['internal'],
  span: ['context', 'internal'],
  annotations: ['span', 'context', 'internal'],
  messaging: ['annotations', 'span', 'context', 'internal'],
  journal: ['internal'],
  delivery: ['journal', 'internal'],
  setup: ['delivery', 'journal', 'span', 'context', 'internal'],
  viewer: ['internal'],
  // A recorded span is made like a delivered one, and dies like one.
  testing: ['setup', 'delivery', 'journal', 'span', 'internal'],
  cli: ['setup', 'viewer', 'internal'],
};

const ANNOTATING = '^lib/(index|everspan|annotations|messaging|span|context)';
const KEEPS_OUT_OF_SDK =
  '^lib/(?!setup/|delivery/|journal/|testing/|viewer/|cli/)';
const OPENTELEMETRY = 'node_modules/@opentelemetry/';

const forbidden = [
  rule('no-circles', {
    comment: 'Two files that need each other are one idea, or a missing third.',
    from: { path: '^lib/' },
    to: { circular: true },
  }),
  rule('no-grab-bags', {
    comment: 'A file is named after its one idea.',
    from: {},
    to: { path: '^lib/.*(utils?|helpers?|common|manager|base|impl)\\.ts$' },
  }),
  rule('no-orphans', {
    comment: 'A file that nothing imports is not part of the program.',
    from: {
      orphan: true,
      pathNot: [
        '^lib/(index|everspan)\\.ts$',
        '^lib/(messaging|testing|viewer)/index\\.ts$',
        '^lib/viewer/page/main\\.tsx$',
      ],
    },
    to: {},
  }),
  rule('only-what-is-installed', {
    comment: 'A user has only what package.json promises.',
    // The page is bundled, and carries what it needs.
    from: { path: '^lib/', pathNot: '^lib/viewer/page/' },
    to: {
      dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'unknown'],
      dependencyTypesNot: ['npm-peer'],
    },
  }),
  rule('resolvable', {
    comment: 'An import that resolves to nothing fails at the user.',
    from: { path: '^lib/' },
    to: { couldNotResolve: true },
  }),
  ...Object.entries(ROOMS).map(([room, below]) => roomRule(room, below)),
  rule('index-names-only', {
    comment: 'The root lists names: the annotating wing and the handle.',
    from: { path: '^lib/index\\.ts$' },
    to: {
      path: '^lib/',
      pathNot: '^lib/(annotations/|messaging/|span/|everspan\\.ts$)',
    },
  }),
  rule('everspan-needs-no-wing', {
    comment: 'The handle stands on internal; setup it loads on `init` only.',
    from: { path: '^lib/everspan\\.ts$' },
    to: {
      path: '^lib/',
      pathNot: '^lib/(setup|internal)/',
      dependencyTypesNot: ['type-only'],
    },
  }),
  rule('everspan-loads-setup-late', {
    comment: 'A static import would load the SDK into every library.',
    from: { path: '^lib/everspan\\.ts$' },
    to: {
      path: '^lib/setup/',
      dependencyTypesNot: ['require', 'dynamic-import', 'type-only'],
    },
  }),
  rule('register-arms-setup', {
    comment: 'Preloading arms `init`, and knows nothing else.',
    from: { path: '^lib/register\\.ts$' },
    to: { path: '^lib/', pathNot: '^lib/(everspan\\.ts|setup/|internal/)' },
  }),
  rule('annotating-needs-the-api-only', {
    comment: 'Libraries annotate; they must not pay for more than the API.',
    from: { path: ANNOTATING },
    to: {
      // What a promise is, only node can tell: util.types and v8's hooks. The
      // symbol that watches a stream's error without handling it is in events.
      pathNot: ['^lib/', `${OPENTELEMETRY}api/`, '^(node:)?(util|v8|events)$'],
    },
  }),
  rule('sdk-in-the-delivering-wing', {
    comment: 'SDK packages: setup, delivery, journal and testing only.',
    from: { path: KEEPS_OUT_OF_SDK },
    to: { path: OPENTELEMETRY, pathNot: `${OPENTELEMETRY}api/` },
  }),
  rule('page-apart', {
    comment: 'The page is for browsers: nothing of node, little of the viewer.',
    from: { path: '^lib/viewer/page/', pathNot: '\\.mjs$' },
    to: {
      pathNot: [
        '^lib/viewer/page/',
        '^lib/viewer/(api-types|store/received-span|tree|duration)\\.ts$',
        'node_modules/preact/',
      ],
    },
  }),
  rule('page-by-the-server-only', {
    comment: 'Node gets the built files; the sources need a browser.',
    from: { path: '^lib/', pathNot: '^lib/viewer/page/' },
    to: { path: '^lib/viewer/page/' },
  }),
  rule('viewer-and-cli-need-no-sdk', {
    comment: 'The viewer reads the wire format, not SDK objects.',
    from: { path: '^lib/(viewer|cli)/' },
    to: { path: OPENTELEMETRY },
  }),
];

function rule(name, { comment, from, to }) {
  return { name, severity: 'error', comment, from, to };
}

function roomRule(room, below) {
  const open = [room, ...below].join('|');
  return rule(`room-${room}`, {
    comment: `${room} may import ${below.join(', ') || 'nothing of ours'}.`,
    from: { path: `^lib/${room}/` },
    to: { path: '^lib/', pathNot: `^lib/(${open})/` },
  });
}

module.exports = {
  forbidden,
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    detectProcessBuiltinModuleCalls: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['require', 'node', 'default', 'types'],
    },
  },
};
