/** The runs, one in each row. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { RunSummary } from '../api-types';
import { hrefOf } from './routes';
import { RunRow } from './run-row';

interface RunTableProps {
  readonly runs: readonly RunSummary[];
  readonly selected: string | undefined;
}

export function RunTable({ runs, selected }: RunTableProps): JSX.Element {
  const table = useRef<HTMLTableElement>(null);
  const nowMs = useNow();
  useEffect(() => {
    const row = table.current?.querySelector('.is-selected');
    row?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  const longest = Math.max(...runs.map((run) => Number(run.durationNs)), 1);
  return (
    <div class="scroll">
      <table ref={table}>
        <thead>
          <tr>
            <th scope="col">Run</th>
            <th scope="col" class="number">
              Duration
            </th>
            <th scope="col" class="number">
              Spans
            </th>
            <th scope="col">Service</th>
            <th scope="col">Correlation id</th>
            <th scope="col" class="number">
              Started
            </th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <RunRow
              key={run.traceId}
              run={run}
              share={Number(run.durationNs) / longest}
              isSelected={run.traceId === selected}
              nowMs={nowMs}
              href={hrefOf({ view: 'trace', traceId: run.traceId })}
            />
          ))}
        </tbody>
      </table>
    </div>
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
