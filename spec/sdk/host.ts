/** Programs whose spans are made by a provider of their own. */
import { join } from 'node:path';
import { KILLINGS, DEATHS, type Death } from '../deaths/deaths';

const FIXTURES = join(__dirname, 'fixtures');

/** What is told to `fixtures/host-library.cjs`. */
export interface Host {
  readonly sdk: 'node-sdk' | 'provider';
  /** Whose SDK, and whose everspan. @defaultValue those of the checkout */
  readonly modules?: string;
  /** A resource detector that answers late, or never. */
  readonly detector?: 'late' | 'hangs';
}

/** The variables of a program with an SDK and an API of its own, and `init()`. */
export function ownVariables(
  modules: string,
  api: string,
): Readonly<Record<string, string>> {
  return {
    EVERSPAN_FIXTURE: join(modules, 'node_modules/everspan/dist/index.js'),
    HOST_MODULES: modules,
    HOST_API: api,
    NODE_OPTIONS: `--require=${join(FIXTURES, 'one-api.cjs')}`,
  };
}

/** The variables of a program with such a host. */
export function variablesOf(host: Host): Readonly<Record<string, string>> {
  const { sdk, modules, detector } = host;
  return {
    EVERSPAN_FIXTURE: join(FIXTURES, 'host-library.cjs'),
    HOST_SDK: sdk,
    ...(modules !== undefined && {
      HOST_MODULES: modules,
      NODE_OPTIONS: `--require="${join(FIXTURES, 'one-api.cjs')}"`,
    }),
    ...(detector !== undefined && { HOST_DETECTOR: detector }),
    // Of a `NodeSDK`, traces are all that these programs are about.
    OTEL_METRICS_EXPORTER: 'none',
    OTEL_LOGS_EXPORTER: 'none',
  };
}

const NAMES = [
  'natural end',
  'process.exit(1) in the workflow after a caught failure',
  'throw in a timer',
  'SIGTERM',
  'SIGKILL',
];

/** One of each kind. */
export const SOME_DEATHS: readonly Death[] = [...DEATHS, ...KILLINGS].filter(
  ({ name }) => NAMES.includes(name),
);
