/** What became of the test span, and what that says of the endpoint. Pure. */
import type { Answer } from '../../setup/trial';
import type { EndpointFacts, Facts } from './facts';
import { diagnoseFailure } from './failure-diagnosis';
import { note, ok, wrong, type Finding } from './finding';
import { diagnoseProxy } from './proxy-diagnosis';

const TRACES_PATH = '/v1/traces';
const GRPC_PORT = 4317;
/** Below it, spans stand where nobody looks for them, but in order. */
const MAX_SKEW_MS = 60_000;
const MS_PER_SECOND = 1000;

/** Findings on the endpoint, the answer and the clock. */
export function diagnoseAnswer(facts: Facts): readonly Finding[] {
  return [
    sourceFinding(facts.endpoint),
    ...diagnoseOutcome(facts),
    ...clockFindings(facts),
  ];
}

function sourceFinding({ printable, variable }: EndpointFacts): Finding {
  return ok('endpoint', `endpoint ${printable} (${variable ?? 'the default'})`);
}

/** What became of the span; what explains an answer stands for it. */
export function diagnoseOutcome(facts: Facts): readonly Finding[] {
  const { endpoint, trial } = facts;
  if (trial.verdict.kind === 'taken') return [takenFinding(facts)];
  const happened = happenedWith(trial.answer, facts);
  if (!isDoubled(endpoint)) return [causeFinding(happened, facts)];
  const doubled = doubledFinding(endpoint, happened);
  return trial.answer.kind === 'response' && isNoSuchPath(trial.answer.status)
    ? [doubled]
    : [doubled, causeFinding(happened, facts)];
}

function causeFinding(happened: string, facts: Facts): Finding {
  const { answer } = facts.trial;
  const ofProxy = diagnoseProxy(facts);
  if (ofProxy) return ofProxy;
  if (isPortToBlame(facts)) return grpcFinding(happened);
  return answer.kind === 'response'
    ? statusFinding(answer.status, happened, facts)
    : diagnoseFailure(answer, happened, facts);
}

/** What a server of gRPC does with HTTP/1.1; an unknown name is not its doing. */
function isPortToBlame({ endpoint, trial: { answer } }: Facts): boolean {
  if (endpoint.port !== GRPC_PORT) return false;
  if (answer.kind !== 'failure') return true;
  return /^(ECONN|EPIPE|EPROTO|HPE_)/.test(answer.code);
}

function isNoSuchPath(status: number): boolean {
  return status === 404 || status === 405;
}

type Response = Extract<Answer, { kind: 'response' }>;

function takenFinding(facts: Facts): Finding {
  const { answer, verdict, traceId } = facts.trial;
  const { contentType } = answer as Response;
  if (contentType.includes('html')) return pageFinding(facts);
  const { refused, why } = verdict as Extract<
    typeof verdict,
    { kind: 'taken' }
  >;
  if (refused > 0) {
    return wrong(
      'partial-success',
      `the backend answered, and refused the span: ${facts.answerText || why}`,
      'what it says is about the span: its size, its time or a limit of your plan',
    );
  }
  if (why !== '') {
    return note(
      'taken',
      `the test span was taken, with a remark: ${facts.answerText || why}`,
    );
  }
  return ok('taken', `the test span was taken: trace ${traceId}`);
}

function pageFinding({ endpoint }: Facts): Finding {
  return wrong(
    'web-page',
    `${endpoint.printable} answers with a web page, which takes no spans`,
    'give the address of OTLP over HTTP, not that of the user interface',
  );
}

function isDoubled({ path }: EndpointFacts): boolean {
  return path.endsWith(TRACES_PATH + TRACES_PATH);
}

function doubledFinding(endpoint: EndpointFacts, happened: string): Finding {
  const { printable, variable = 'the endpoint' } = endpoint;
  return wrong(
    'path-doubled',
    `the path of ${printable} is doubled: ${happened}`,
    `leave ${TRACES_PATH} out of ${variable}; it is appended`,
  );
}

function grpcFinding(happened: string): Finding {
  return wrong(
    'grpc-port',
    `port ${String(GRPC_PORT)} is that of OTLP over gRPC: ${happened}`,
    'use the port of OTLP over HTTP, 4318 with most backends',
  );
}

/** In words, with what the backend itself says. */
function happenedWith(answer: Answer, { answerText }: Facts): string {
  switch (answer.kind) {
    case 'timeout':
      return 'no answer in time';
    case 'failure':
      return answer.code;
    case 'response': {
      const status = `HTTP ${String(answer.status)}`;
      return answerText === '' ? status : `${status}, "${answerText}"`;
    }
  }
}

function statusFinding(
  status: number,
  happened: string,
  facts: Facts,
): Finding {
  if (status === 401 || status === 403) return keyFinding(happened, facts);
  if (isNoSuchPath(status)) return pathFinding(happened, facts);
  if (status >= 300 && status < 400) {
    return wrong(
      'redirect',
      `the backend sends us elsewhere, which is never followed: ${happened}`,
      'give the address that it points to; often https instead of http',
    );
  }
  if (status === 429 || status >= 500) {
    return wrong(
      'backend-trouble',
      `the backend is in trouble: ${happened}`,
      'wait; everspan keeps the spans and tries again',
    );
  }
  return refusalFinding(happened);
}

function keyFinding(happened: string, { headers }: Facts): Finding {
  const remedy =
    headers.names.length === 0
      ? 'no header is set: put the key into OTEL_EXPORTER_OTLP_HEADERS, as name=value'
      : 'is it the key for sending, of this region, in the right header?';
  return wrong(
    'key-refused',
    `the backend refuses the key: ${happened}`,
    remedy,
  );
}

function pathFinding(happened: string, { endpoint }: Facts): Finding {
  const { path, variable = 'the endpoint' } = endpoint;
  const isShort = !path.endsWith(TRACES_PATH);
  const remedy = isShort
    ? `${variable} is used as it stands: add ${TRACES_PATH}`
    : 'is it OTLP over HTTP that listens here, and is a path missing before ' +
      `${TRACES_PATH}?`;
  return wrong(
    isShort ? 'path-missing' : 'path-unknown',
    `nothing takes spans at ${endpoint.printable}: ${happened}`,
    remedy,
  );
}

function refusalFinding(happened: string): Finding {
  const isPlain = /https/i.test(happened);
  return isPlain
    ? wrong(
        'tls-expected',
        `the port speaks TLS: ${happened}`,
        'begin the endpoint with https://',
      )
    : wrong(
        'refused',
        `the backend refused the span: ${happened}`,
        'is it OTLP over HTTP in protobuf that it takes?',
      );
}

/** Only an answer tells what time it is elsewhere. */
function clockFindings({ trial }: Facts): Finding[] {
  const { answer, sentMs, answeredMs } = trial;
  if (answer.kind !== 'response') return [];
  const theirsMs = Date.parse(answer.date ?? '');
  if (Number.isNaN(theirsMs)) return [];
  const skewMs = (sentMs + answeredMs) / 2 - theirsMs;
  const seconds = String(Math.round(Math.abs(skewMs) / MS_PER_SECOND));
  if (Math.abs(skewMs) <= MAX_SKEW_MS) return [ok('clock', 'the clocks agree')];
  const how = skewMs > 0 ? 'ahead of' : 'behind';
  return [
    wrong(
      'clock',
      `the clock here is ${seconds} s ${how} the backend's`,
      'set the clock, by NTP for example; until then spans stand at wrong times',
    ),
  ];
}
