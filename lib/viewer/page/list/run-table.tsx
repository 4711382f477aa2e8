/** The runs, one in each row, of which only those in sight are drawn. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { RunSummary } from '../../api-types';
import { Filler } from '../rows/filler';
import { hrefOf } from '../place/routes';
import { RunRow } from './run-row';
import { useRowsInSight } from '../rows/use-rows-in-sight';
import { useRunScroll, useSelectedFocus } from './use-run-scroll';

interface RunTableProps {
  readonly runs: readonly RunSummary[];
  readonly selected: string | undefined;
  /** What of all runs it shows, and in which order. */
  readonly place: string;
}

/** The height of `--table-row` in the style sheet. */
const ROW_PX = 34;

export function RunTable(props: RunTableProps): JSX.Element {
  const { runs, selected, place } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const nowMs = useNow();
  useRunScroll({ scroller, runs, selected, place, rowHeight: ROW_PX });
  const range = useRowsInSight(scroller, runs.length, ROW_PX);
  const { first, end } = range;
  useSelectedFocus(scroller, selected, range);
  const longest = runs.reduce(
    (longest, run) => Math.max(longest, Number(run.durationNs)),
    1,
  );
  return (
    <div class="scroll" ref={scroller}>
      <table class="runs" aria-rowcount={runs.length + 1}>
        <Columns />
        <Filler rows={first} rowPx={ROW_PX} />
        <tbody>
          {runs.slice(first, end).map((run, index) => (
            <RunRow
              key={run.traceId}
              run={run}
              rowIndex={first + index + 2}
              share={Number(run.durationNs) / longest}
              isSelected={run.traceId === selected}
              nowMs={nowMs}
              href={hrefOf({ view: 'trace', traceId: run.traceId })}
            />
          ))}
        </tbody>
        <Filler rows={runs.length - end} rowPx={ROW_PX} />
      </table>
    </div>
  );
}

function Columns(): JSX.Element {
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col">Run</th>
        <th scope="col" class="number of-duration">
          Duration
        </th>
        <th scope="col" class="number of-spans if-room">
          Spans
        </th>
        <th scope="col" class="of-service if-room">
          Service
        </th>
        <th scope="col" class="of-correlation if-room">
          Correlation id
        </th>
        <th scope="col" class="number of-start">
          Started
        </th>
      </tr>
    </thead>
  );
}

const AGE_EVERY_MS = 5_000;

function useNow(): number {
  const [nowMs, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), AGE_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return Math.max(nowMs, Date.now());
}
