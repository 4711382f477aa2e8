/**
 * The files of the package, each with the modules that it is made of: those
 * named here and all they import, save what an earlier file has. Who loads
 * what, and what that costs, is decided here. `room/*` is a whole room without
 * its index.
 */
export const FILES = {
  /** Needs no package: for tools that must not load even the API. */
  'chunks/internal.js': [
    'internal/arming',
    'internal/attributes',
    'internal/clock',
    'internal/diag',
    'internal/env',
    'internal/errors',
    'internal/failure',
    'internal/kind-of-value',
    'internal/late',
    'internal/metrics',
    'internal/running-spans',
    'internal/version',
  ],
  'register.js': ['register'],
  'chunks/annotating.js': [
    'annotations/annotations',
    'annotations/annotations-of',
    'everspan',
    'span/active-span',
    'span/associate',
    'span/log-fields',
  ],
  'index.js': ['index'],
  'chunks/carriers.js': ['context/extract', 'context/links'],
  /** What some calls need, loaded by `init` or by the first of them. */
  'chunks/late.js': [
    'span/capture/call-capture',
    'span/lasting/observe-lasting',
    'span/origin',
    'span/redaction/redact',
    'span/redaction/redact-attributes',
  ],
  /** Answers before `init`, and where it is never called. */
  'chunks/idle.js': ['setup/host-provider', 'setup/idle-handle'],
  /** The supervisor reads the folder without an SDK. */
  'chunks/journal.js': ['setup/hand-over', 'setup/journal-folder'],
  'chunks/delivering.js': [
    'setup/init',
    'setup/left-behind',
    'setup/processor',
  ],
  /** TLS through a proxy, which few have. */
  'chunks/tunnel.js': ['delivery/courier-tunnel'],
  'messaging/index.js': ['messaging/index'],
  'testing/index.js': ['testing/index'],
  'chunks/viewer.js': ['viewer/*'],
  'viewer/index.js': ['viewer/index'],
  'chunks/cli.js': ['cli/arguments', 'cli/usage-error'],
  'cli/main.js': ['cli/main'],
  'chunks/json-lines.js': ['cli/json-lines'],
  'chunks/run.js': ['cli/run'],
  'chunks/drain.js': ['cli/drain'],
  'chunks/doctor.js': ['cli/doctor'],
  'chunks/view.js': ['cli/view', 'cli/view-beside'],
};

/** Loaded by name, and shared with nobody. */
export const ENTRIES = [
  'register.js',
  'index.js',
  'messaging/index.js',
  'testing/index.js',
  'viewer/index.js',
  'cli/main.js',
];
