/** What the demo says. Pure. */
import { printTree, type ReceivedSpan } from '../../lib/viewer';
import type { End } from '../support/program';
import { endStory } from '../support/story';
import { SAMPLE } from './sample';

/** One trace with its service, and how many of its spans failed. */
export function traceStory(
  spans: readonly ReceivedSpan[],
  colour: boolean,
): string {
  const failed = spans.filter(({ status }) => status.code === 2).length;
  const counts = `${countOf(spans)}, ${failed} failed`;
  const summary = [counts, ...spans.slice(0, 1).map(origin)].join(' · ');
  return `${printTree(spans, { colour })}\n\n${summary}`;
}

function countOf({ length }: readonly unknown[]): string {
  return length === 1 ? '1 span' : `${length} spans`;
}

function origin({ resource, traceId }: ReceivedSpan): string {
  const service = resource.attributes['service.name'];
  const named = typeof service === 'string' ? `service ${service} · ` : '';
  return `${named}trace ${traceId}`;
}

export function deathStory(end: End): string {
  return `The process ${endStory(end)}.`;
}

/** How to run the sample by hand, with its trace sent to `url`. */
export function startCommand(url: string): string {
  return `OTEL_EXPORTER_OTLP_ENDPOINT=${url} npm start`;
}

/** What to try while the receiver listens on `url`. */
export function nextSteps(url: string): string {
  const real = 'https://bedrock-runtime.us-east-1.amazonaws.com';
  return [
    `Look at it in a browser: ${url}`,
    '',
    'Try next, in another terminal; traces that arrive are printed here:',
    '',
    `  cd ${SAMPLE}`,
    `  ${startCommand(url)}`,
    '',
    'and in main.ts, in place of `process.exit(1)`:',
    '',
    '  throw error;                          an unhandled rejection',
    "  process.kill(process.pid, 'SIGTERM'); a signal",
    '',
    `Real AWS instead of the local endpoint: BEDROCK_ENDPOINT=${real}`,
    'Ctrl-C ends the demo.',
  ].join('\n');
}
