/** Gathers the facts: reads the environment, looks around, sends one span. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reason, warningCount } from '../../internal/diag';
import { variable } from '../../internal/env';
import {
  planFromEnvironment,
  serviceNameFromEnvironment,
} from '../../setup/delivery-plan';
import {
  headersVariable,
  isDisabled,
  isExportingVariable,
  isJournalVariable,
} from '../../setup/environment';
import { proxyChoiceFor } from '../../setup/proxy-variables';
import { spansLeftIn } from '../../setup/left-behind';
import { destinationFor, exitTimeoutMsFor } from '../../setup/settings';
import { tryDelivery } from '../../setup/trial';
import type { EndpointFacts, Facts, JournalFacts } from './facts';
import { projectIn } from './project';
import { textOf, type Secrets } from './answer-text';

/** What is so, in `folder` and in this environment. */
export async function gatherFacts(folder: string): Promise<Facts> {
  const destination = destinationFor({});
  const own = headersVariable();
  const { inLife, atExit } = await tryDelivery(
    destination,
    exitTimeoutMsFor({}),
  );
  const secrets = secretsOf(destination);
  return {
    node: process.versions.node,
    serviceName: serviceNameFromEnvironment(),
    silencedBy: silencer(),
    endpoint: endpointOf(destination),
    headers: { names: headerNames(destination.headers, own) },
    proxy: proxyChoiceFor(destination),
    journal: await journal(),
    project: projectIn(folder),
    trial: inLife,
    answerText: textOf(inLife, secrets),
    trialAtExit: atExit,
    answerTextAtExit: atExit.kind === 'sent' ? textOf(atExit, secrets) : '',
    // Last: what came before has read them all.
    badVariables: warningCount('WARN_EVERSPAN_VARIABLE'),
  };
}

type Destination = ReturnType<typeof destinationFor>;

/** A user and password in the endpoint become a header as well. */
function headerNames(
  all: Readonly<Record<string, string>>,
  own: Readonly<Record<string, string>>,
): readonly string[] {
  const given = new Set(Object.keys(own).map((name) => name.toLowerCase()));
  return Object.keys(all).filter(
    (name) => given.has(name) || name === 'authorization',
  );
}

/** A proxy may repeat what it was sent as well. */
function secretsOf({ headers, proxy, path }: Destination): Secrets {
  return { headers: { ...headers, ...proxy?.headers }, path };
}

function silencer(): string | undefined {
  if (isDisabled()) return 'OTEL_SDK_DISABLED=true';
  if (!isExportingVariable()) return 'OTEL_TRACES_EXPORTER=none';
  return undefined;
}

function endpointOf(destination: Destination): EndpointFacts {
  const { printable, secure, hostname, port, path } = destination;
  const names = [
    'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
    'OTEL_EXPORTER_OTLP_ENDPOINT',
  ];
  return {
    printable,
    secure,
    hostname,
    port,
    path: path.split('?', 1)[0] ?? '',
    variable: names.find((name) => URL.canParse(variable(name) ?? '')),
  };
}

async function journal(): Promise<JournalFacts> {
  if (!isJournalVariable()) return { kind: 'off' };
  const found = planFromEnvironment();
  if (found.kind === 'refused') return found;
  const { folder } = found.plan;
  const why = tryToWrite(folder);
  if (why !== undefined) return { kind: 'refused', why };
  return { kind: 'usable', folder, left: await spansLeftIn(folder, 0) };
}

/** Rights, quotas and full disks are known only by trying. */
function tryToWrite(folder: string): string | undefined {
  const file = join(folder, `.doctor-${String(process.pid)}`);
  try {
    writeFileSync(file, 'everspan doctor\n', { flag: 'wx', mode: 0o600 });
    rmSync(file);
    return undefined;
  } catch (error) {
    return reason(error);
  }
}
