/** All phases of one correlation id on one line of time. */
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { RunSummary, StoryAnswer } from '../../api-types';
import { Answered } from '../server/answered';
import { Nothing } from '../list/empty';
import { hrefOf, type Route } from '../place/routes';
import { plural } from '../list/run-row';
import { StoryLine } from './story-line';
import { storyOf, type Story } from './story-rows';
import { durationText } from '../text/time-format';
import { useAnswer } from '../server/use-answer';
import { useSlow } from '../server/use-slow';
import { visibleLine } from '../text/visible-text';

interface StoryViewProps {
  readonly route: Extract<Route, { view: 'story' }>;
  readonly runs: readonly RunSummary[];
}

export function StoryView({ route, runs }: StoryViewProps): JSX.Element {
  const { correlationId } = route;
  const version = useSlow(versionOf(runs, correlationId));
  const path = `/api/stories/${encodeURIComponent(correlationId)}`;
  const asked = useAnswer<StoryAnswer>(path, version);
  return (
    <Answered asked={asked}>
      {(answer) => <StoryPage answer={answer} />}
    </Answered>
  );
}

/** Changes when there is more to be asked for. */
function versionOf(runs: readonly RunSummary[], id: string): string {
  const own = runs.filter((run) => run.correlationIds.includes(id));
  return own
    .map(({ spans, status, durationNs }) => `${spans} ${status} ${durationNs}`)
    .join();
}

interface PageProps {
  readonly answer: StoryAnswer;
}

function StoryPage({ answer }: PageProps): JSX.Element {
  const story = useMemo(() => storyOf(answer), [answer]);
  if (answer.traces.length === 0) {
    return (
      <Nothing title="No run has this correlation id">
        A run gets one from the option correlationId of its workflow.
      </Nothing>
    );
  }
  return (
    <>
      <Head answer={answer} story={story} />
      <StoryLine story={story} services={servicesIn(answer)} />
    </>
  );
}

function servicesIn({ traces }: StoryAnswer): readonly string[] {
  return [...new Set(traces.flatMap(({ run }) => run.services))];
}

interface HeadProps extends PageProps {
  readonly story: Story;
}

function Head({ answer, story }: HeadProps): JSX.Element {
  const { traces } = answer;
  const services = servicesIn(answer);
  const failed = traces.filter(({ run }) => run.status === 'failed').length;
  const lengthNs = story.stretches.at(-1)?.toNs ?? 0;
  return (
    <div class="page-head">
      <a href={hrefOf({ view: 'runs' })}>← Runs</a>
      <h1>
        Story of <span class="mono">{visibleLine(answer.correlationId)}</span>
      </h1>
      <span class="facts quiet">
        <span>{plural(traces.length, 'phase')}</span>
        <span>{plural(services.length, 'service')}</span>
        <span>
          {durationText(BigInt(Math.round(lengthNs)))} from end to end
        </span>
        {failed > 0 && <span class="failed">{failed} failed</span>}
      </span>
    </div>
  );
}
