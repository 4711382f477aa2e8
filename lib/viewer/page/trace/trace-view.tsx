/** One run: what it was, its waterfall, and the span that is looked at. */
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { RunSummary, TraceAnswer } from '../../api-types';
import { Answered } from '../server/answered';
import { criticalPathOf } from '../waterfall/critical-path';
import type { Route } from '../place/routes';
import { SpanPanel } from '../span/span-panel';
import { servicesOf } from '../waterfall/services';
import { TraceHead } from './trace-head';
import { useGrowing } from '../waterfall/use-growing';
import { useAnswer } from '../server/use-answer';
import { useSlow } from '../server/use-slow';
import { useFind } from './use-find';
import { useTraceKeys } from './use-trace-keys';
import { useWaterfall } from '../waterfall/use-waterfall';
import { layOut, whereItFailed } from '../waterfall/waterfall';
import { WaterfallView } from '../waterfall/waterfall-view';

type TraceRoute = Extract<Route, { view: 'trace' }>;

interface TraceViewProps {
  readonly route: TraceRoute;
  readonly runs: readonly RunSummary[];
}

export function TraceView({ route, runs }: TraceViewProps): JSX.Element {
  const { traceId } = route;
  const run = runs.find((each) => each.traceId === traceId);
  // A run is told anew whenever there is more of it, be it a line of a log.
  const version = useSlow(run);
  const asked = useAnswer<TraceAnswer>(`/api/traces/${traceId}`, version);
  return (
    <Answered asked={asked}>
      {(trace) => <Trace trace={trace} route={route} runs={runs} />}
    </Answered>
  );
}

interface TraceProps extends TraceViewProps {
  readonly trace: TraceAnswer;
}

function Trace({ trace, route, runs }: TraceProps): JSX.Element {
  const known = useMemo(() => layOut(trace.spans), [trace]);
  const critical = useMemo(() => criticalPathOf(known), [known]);
  const waterfall = useGrowing(known);
  const services = useMemo(() => servicesOf(trace.spans), [trace]);
  const view = useWaterfall(waterfall, route);
  const find = useFind({ trace, known, view, route });
  const field = useRef<HTMLInputElement>(null);
  useTraceKeys(view, { ...find, field });
  useFailureFirst(trace, view.select, route.spanId);
  const span = waterfall.rows[view.index]?.span;
  return (
    <>
      <TraceHead {...{ trace, runs, view, find, field }} />
      <div class="trace">
        <WaterfallView
          view={view}
          critical={view.hasCritical ? critical : NO_PATH}
          services={services}
          found={find.found}
        />
        {span !== undefined && (
          <SpanPanel
            key={span.spanId}
            span={span}
            trace={trace}
            onClose={view.deselect}
          />
        )}
      </div>
    </>
  );
}

const NO_PATH = new Map();

/** Who opens a failed run asks why it failed; once, so that it can be closed. */
function useFailureFirst(
  { run, spans }: TraceAnswer,
  select: (spanId: string) => void,
  spanId: string | undefined,
): void {
  const isDone = useRef(false);
  useEffect(() => {
    if (isDone.current) return;
    isDone.current = true;
    if (spanId !== undefined || run.status !== 'failed') return;
    const failed = whereItFailed(layOut(spans).rows);
    if (failed !== undefined) select(failed.span.spanId);
  }, []);
}
