/** Where code runs, as a span of another library tells. */
import { trace } from '@opentelemetry/api';
import { associate, workflow } from '../../lib';
import { InheritedAttributesProcessor } from '../../lib/setup/inherited-attributes';
import { type Recorder, useRecorder } from '../support/recorder';

/** What it says of a span that it is in no run. */
export const NOWHERE = 'nowhere';

/** Runs of work, and a look at which of them code belongs to. */
export interface Places {
  readonly recorder: Recorder;
  /** Does `work` in a run of this name. */
  inRun<Result>(name: string, work: () => Result): Result;
  /** Starts a span as any library would. */
  look(at?: unknown): void;
  /** The names of the runs that were looked at, in order. */
  seen(): readonly string[];
}

/** Everything that a run carries says the same: its name. */
export function usePlaces(): Places {
  const processors = [new InheritedAttributesProcessor()];
  afterEach(() => {
    recorder.takeAll();
  });
  const recorder = useRecorder({ processors });
  return {
    recorder,
    inRun: (name, work) =>
      workflow.run({ name, correlationId: name }, () =>
        associate({ run: name }, work),
      ),
    look: () => {
      trace.getTracer('library').startSpan('look').end();
    },
    seen: () =>
      recorder
        .takeAll()
        .filter(({ name }) => name === 'look')
        .map(({ attributes }) => placeOf(attributes)),
  };
}

/** One name where all agree, else all that is said. */
function placeOf(attributes: Readonly<Record<string, unknown>>): string {
  const said = [
    attributes['everspan.workflow.name'],
    attributes['everspan.path'],
    attributes['everspan.correlation.id'],
    attributes['run'],
  ];
  const [first] = said;
  if (said.some((each) => each !== first)) return JSON.stringify(said);
  return typeof first === 'string' ? first : NOWHERE;
}
