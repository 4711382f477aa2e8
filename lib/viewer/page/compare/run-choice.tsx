/** Chooses one of the runs of a workflow. */
import type { JSX } from 'preact';
import type { RunSummary } from '../../api-types';
import { likeRuns } from '../list/run-list';
import { statusText } from '../list/run-status';
import { clockText, durationText } from '../text/time-format';
import { visibleLine } from '../text/visible-text';

interface ChoiceProps {
  readonly label: string;
  readonly runs: readonly RunSummary[];
  readonly chosen: RunSummary;
  readonly onChoose: (traceId: string) => void;
}

/** Beside the chosen one; older ones are found from their own page. */
const MAX_CHOICES = 100;

export function RunChoice(props: ChoiceProps): JSX.Element {
  const { label, runs, chosen, onChoose } = props;
  const others = likeRuns(runs, chosen).slice(0, MAX_CHOICES);
  return (
    <label class="choice">
      {label}
      <select
        value={chosen.traceId}
        onChange={({ currentTarget }) => onChoose(currentTarget.value)}
      >
        {[chosen, ...others].map((run) => (
          <option
            key={run.traceId}
            value={run.traceId}
            selected={run.traceId === chosen.traceId}
          >
            {choiceText(run)}
          </option>
        ))}
      </select>
    </label>
  );
}

function choiceText(run: RunSummary): string {
  const texts = [
    clockText(run.startNs),
    durationText(run.durationNs),
    statusText(run),
    ...run.correlationIds.slice(0, 1).map(visibleLine),
  ];
  return texts.join(' · ');
}
