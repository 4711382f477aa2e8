/**
 * What the environment says, by the specification's variables and our own.
 *
 * A program must not die of its environment: a value that cannot be used is
 * told on stderr and the default is taken.
 *
 * @see https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/
 */
import type { SpanLimits } from '@opentelemetry/sdk-trace';
import { parseKeyPairsIntoRecord } from '@opentelemetry/core';
import { warnOnce } from '../internal/diag';
import { variable } from '../internal/env';
import { received } from '../internal/errors';
import type { CaptureOption } from '../span/capture/capture-option';
import { httpUrl, isSendableHeader } from './destination-checks';

/** The variable's name for traces, then its general name. */
export type Names = readonly [string, string];

const TRACES_PATH = 'v1/traces';
const DOUBLED = /\/v1\/traces\/?$/;

/** Whether the environment turns all of OpenTelemetry off. */
export function isDisabled(): boolean {
  const value = variable('OTEL_SDK_DISABLED')?.toLowerCase() ?? 'false';
  if (value !== 'true' && value !== 'false') {
    const problem = `expected true or false, got ${received(value)}`;
    warnVariable('OTEL_SDK_DISABLED', problem);
  }
  return value === 'true';
}

/** The full URL; a general endpoint is a base, a traces endpoint is used as is. */
export function endpointVariable(): string | undefined {
  const own = urlVariable('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT');
  if (own !== undefined) return own;
  const name = 'OTEL_EXPORTER_OTLP_ENDPOINT';
  const base = urlVariable(name);
  return base === undefined ? undefined : tracesUrl(base, name);
}

/**
 * Appends the traces path to a base URL, with one slash between.
 *
 * @param source what the base was given by, for whoever doubled the path
 */
export function tracesUrl(base: string, source: string): string {
  const url = new URL(base);
  if (DOUBLED.test(url.pathname)) warnOfDoubledPath(source);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${TRACES_PATH}`;
  return url.href;
}

/** The base itself is not repeated: it may hold a password. */
function warnOfDoubledPath(source: string): void {
  warnOnce(
    'WARN_EVERSPAN_ENDPOINT',
    `${source} is a base URL, to which /${TRACES_PATH} is appended, but it ` +
      `ends in that already: leave it out`,
    source,
  );
}

function urlVariable(name: string): string | undefined {
  const value = variable(name);
  if (value === undefined) return undefined;
  const problem = httpUrl(value);
  // The value is not repeated: it may hold a password.
  if (problem) warnVariable(name, problem);
  return problem ? undefined : value;
}

/** Both headers variables together; those for traces win. */
export function headersVariable(): Readonly<Record<string, string>> {
  return {
    ...headersIn('OTEL_EXPORTER_OTLP_HEADERS'),
    ...headersIn('OTEL_EXPORTER_OTLP_TRACES_HEADERS'),
  };
}

function headersIn(name: string): Readonly<Record<string, string>> {
  const text = variable(name);
  const headers = Object.entries(parseKeyPairsIntoRecord(text));
  // The value is not repeated: it may be a key without its name.
  if (text !== undefined && headers.length === 0) {
    warnVariable(name, 'expected key=value pairs, separated by commas');
  }
  const sendable = headers.filter(([key, value]) => {
    const isSendable = isSendableHeader(key, value);
    if (!isSendable) warnVariable(name, `cannot send header "${key}"`);
    return isSendable;
  });
  return Object.fromEntries(sendable);
}

/** Whether bodies are to be compressed. */
export function isGzipVariable(): boolean {
  const names = namesOf('COMPRESSION');
  const value = firstOf(names);
  if (value === undefined || value === 'none') return false;
  if (value !== 'gzip') {
    warnOf(names, `expected gzip or none, got ${received(value)}`);
  }
  return value === 'gzip';
}

/** Warns of protocols that we do not speak; ours is used all the same. */
export function checkProtocolVariable(): void {
  const names = namesOf('PROTOCOL');
  const value = firstOf(names);
  if (value === undefined || value === 'http/protobuf') return;
  warnOf(
    names,
    `${received(value)} is not supported; spans are sent as http/protobuf`,
  );
}

/** The second is what the specification called it first. */
const CONFIG_FILES = ['OTEL_CONFIG_FILE', 'OTEL_EXPERIMENTAL_CONFIG_FILE'];

/** Warns of a configuration file, which somebody expects to be read. */
export function checkConfigFileVariable(): void {
  const problem =
    'configuration files are not read; variables and the options of init() are';
  for (const name of CONFIG_FILES) {
    if (variable(name) !== undefined) warnVariable(name, problem);
  }
}

/** Milliseconds of one request. */
export function timeoutVariable(defaultMs: number): number {
  const [own, shared] = namesOf('TIMEOUT');
  return numberVariable(own, 1) ?? numberVariable(shared, 1) ?? defaultMs;
}

/** Whether spans are exported at all: `none` keeps them here. */
export function isExportingVariable(): boolean {
  const value = variable('OTEL_TRACES_EXPORTER') ?? 'otlp';
  const names = value.split(',').map((name) => name.trim());
  if (names.includes('none')) return false;
  if (!names.includes('otlp')) {
    warnVariable(
      'OTEL_TRACES_EXPORTER',
      `expected otlp or none, got ${received(value)}; spans are sent as otlp`,
    );
  }
  return true;
}

/** Whether spans are written down; `off` keeps them in memory only. */
export function isJournalVariable(): boolean {
  const value = variable('EVERSPAN_JOURNAL')?.toLowerCase();
  if (value === undefined || value === 'on') return true;
  if (value !== 'off') {
    warnVariable(
      'EVERSPAN_JOURNAL',
      `expected on or off, got ${received(value)}`,
    );
  }
  return value !== 'off';
}

/** What `EVERSPAN_CAPTURE` says: `on`, `off`, or one side of a call only. */
export function captureVariable(): CaptureOption | undefined {
  const value = variable('EVERSPAN_CAPTURE')?.toLowerCase();
  if (value === undefined) return undefined;
  const option = CAPTURES.get(value);
  if (option === undefined) {
    const known = [...CAPTURES.keys()].join(', ');
    const problem = `expected one of ${known}, got ${received(value)}`;
    warnVariable('EVERSPAN_CAPTURE', problem);
  }
  return option;
}

const CAPTURES: ReadonlyMap<string, CaptureOption> = new Map<
  string,
  CaptureOption
>([
  ['on', true],
  ['true', true],
  ['off', false],
  ['false', false],
  ['input', { output: false }],
  ['output', { input: false }],
]);

/** How much one span may hold; the SDK has defaults for the rest. */
export function spanLimitsVariables(): SpanLimits {
  return withoutUndefined({
    attributeCountLimit:
      numberVariable('OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT') ??
      numberVariable('OTEL_ATTRIBUTE_COUNT_LIMIT'),
    attributeValueLengthLimit:
      numberVariable('OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT') ??
      numberVariable('OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT'),
    eventCountLimit: numberVariable('OTEL_SPAN_EVENT_COUNT_LIMIT'),
    linkCountLimit: numberVariable('OTEL_SPAN_LINK_COUNT_LIMIT'),
    attributePerEventCountLimit: numberVariable(
      'OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT',
    ),
    attributePerLinkCountLimit: numberVariable(
      'OTEL_LINK_ATTRIBUTE_COUNT_LIMIT',
    ),
  });
}

/** `undefined` would override the SDK's own default. */
function withoutUndefined(
  limits: Readonly<Record<keyof SpanLimits, number | undefined>>,
): SpanLimits {
  const given = Object.entries(limits).filter(
    ([, value]) => value !== undefined,
  );
  return Object.fromEntries(given);
}

/** A whole number of at least `min`, or `undefined` after a warning. */
export function numberVariable(name: string, min = 0): number | undefined {
  const text = variable(name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= min) return value;
  warnVariable(
    name,
    `expected a whole number of at least ${String(min)}, got ${received(text)}`,
  );
  return undefined;
}

/** Tells that a variable cannot be used; its default is. */
export function warnVariable(name: string, problem: string): void {
  warnOnce('WARN_EVERSPAN_VARIABLE', `${name}: ${problem}`, name);
}

/** The same for whichever of both is in force. */
export function warnOf([own, shared]: Names, problem: string): void {
  warnVariable(variable(own) === undefined ? shared : own, problem);
}

/** Both names of an exporter variable. */
export function namesOf(suffix: string): Names {
  return [
    `OTEL_EXPORTER_OTLP_TRACES_${suffix}`,
    `OTEL_EXPORTER_OTLP_${suffix}`,
  ];
}

/** What the more specific of both says. */
export function firstOf([own, shared]: Names): string | undefined {
  return variable(own) ?? variable(shared);
}
