/** Answers what the page asks, from the store. Pure, but for the store. */
import type {
  ErrorAnswer,
  GraphAnswer,
  RunsAnswer,
  SearchAnswer,
  StoryAnswer,
  TraceAnswer,
} from '../api-types';
import { backlinksTo } from '../store/backlinks';
import { graphOf } from '../answers/graph';
import { logJson } from '../answers/log-json';
import type { ReceivedSpan } from '../store/received-span';
import { summaryOf } from '../answers/runs';
import { search } from '../answers/search';
import { spanJson, type FindSpan } from '../answers/span-json';
import type { TraceStore } from '../store/trace-store';
import { compareDecimals, storyOf } from '../answers/story';

/** What is answered, before it is JSON. */
export interface ApiAnswer {
  readonly status: 200 | 404;
  readonly json:
    | RunsAnswer
    | TraceAnswer
    | SearchAnswer
    | StoryAnswer
    | GraphAnswer
    | ErrorAnswer;
}

type Question = (store: TraceStore, subject: string) => ApiAnswer;

/** What stands behind each path; its rest is the subject. */
const BY_PATH: readonly (readonly [string, Question])[] = [
  ['/api/traces/', traceAnswer],
  ['/api/stories/', storyAnswer],
];

/** Answers a GET of `url`. */
export function answerApi(store: TraceStore, url: URL): ApiAnswer {
  const { pathname, searchParams } = url;
  if (pathname === '/api/runs') return runsAnswer(store);
  if (pathname === '/api/search') {
    const q = searchParams.get('q') ?? '';
    return found(search(q, spansOf(store)));
  }
  if (pathname === '/api/graph') {
    return graphAnswer(store, searchParams.get('workflow') ?? '');
  }
  const [path = '', question] =
    BY_PATH.find(([prefix]) => pathname.startsWith(prefix)) ?? [];
  if (!question) return missing('There is no such path.');
  return question(store, decoded(pathname.slice(path.length)));
}

function runsAnswer(store: TraceStore): ApiAnswer {
  const runs = store.traces().map(({ spans }) => summaryOf(spans));
  return found({
    runs: runs.sort((a, b) => compareDecimals(b.startNs, a.startNs)),
  });
}

function traceAnswer(store: TraceStore, traceId: string): ApiAnswer {
  const spans = store.trace(traceId);
  if (spans.length === 0) return missing('There is no such trace here.');
  const find = finderIn(store);
  return found({
    run: summaryOf(spans),
    spans: spans.map((span) => spanJson(span, find)),
    backlinks: backlinksTo(traceId, spansOf(store)),
    logs: store.logs(traceId).map(logJson),
  });
}

function storyAnswer(store: TraceStore, correlationId: string): ApiAnswer {
  const story = storyOf(correlationId, listsOf(store), finderIn(store));
  if (story.traces.length > 0) return found(story);
  return missing('There is no run with this correlation id here.');
}

function graphAnswer(store: TraceStore, workflow: string): ApiAnswer {
  return found(graphOf(workflow, listsOf(store)));
}

function finderIn(store: TraceStore): FindSpan {
  return (traceId, spanId) => store.find(traceId, spanId);
}

function listsOf(store: TraceStore): readonly (readonly ReceivedSpan[])[] {
  return store.traces().map(({ spans }) => spans);
}

function* spansOf(store: TraceStore): Generator<ReceivedSpan> {
  for (const { spans } of store.traces()) yield* spans;
}

/** What was not encoded properly is taken as it is. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function found(json: Exclude<ApiAnswer['json'], ErrorAnswer>): ApiAnswer {
  return { status: 200, json };
}

function missing(error: string): ApiAnswer {
  return { status: 404, json: { error } };
}
