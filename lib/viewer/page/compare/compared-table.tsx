/** The spans of two runs, one pair in each row. */
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { RunSummary } from '../../api-types';
import { Change } from './change';
import { longestOf, type ComparedRow, type ComparedSpan } from './comparison';
import { Filler } from '../rows/filler';
import { Icon } from '../text/icon';
import { hrefOf } from '../place/routes';
import { clockText, durationText } from '../text/time-format';
import { useRowsInSight } from '../rows/use-rows-in-sight';
import { visibleLine } from '../text/visible-text';

interface TableProps {
  readonly before: RunSummary;
  readonly after: RunSummary;
  readonly rows: readonly ComparedRow[];
}

/** The height of `--table-row` in the style sheet. */
const ROW_PX = 34;

export function ComparedTable(props: TableProps): JSX.Element {
  const { before, after, rows } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { first, end } = useRowsInSight(scroller, rows.length, ROW_PX);
  const longest = longestOf(rows);
  return (
    <div
      class="scroll"
      ref={scroller}
      tabIndex={0}
      role="group"
      aria-label="Spans of both runs"
    >
      <table class="compared" aria-rowcount={rows.length + 1}>
        <thead>
          <tr aria-rowindex={1}>
            <th scope="col">Span</th>
            <RunHead run={before} text="Before" />
            <RunHead run={after} text="After" />
            <th scope="col" class="number of-change">
              Change
            </th>
          </tr>
        </thead>
        <Filler rows={first} rowPx={ROW_PX} />
        <tbody>
          {rows.slice(first, end).map((row, index) => (
            <Row
              key={first + index}
              row={row}
              rowIndex={first + index + 2}
              longest={longest}
            />
          ))}
        </tbody>
        <Filler rows={rows.length - end} rowPx={ROW_PX} />
      </table>
    </div>
  );
}

interface RunHeadProps {
  readonly run: RunSummary;
  readonly text: string;
}

function RunHead({ run, text }: RunHeadProps): JSX.Element {
  return (
    <th scope="col" class="number of-length">
      <a href={hrefOf({ view: 'trace', traceId: run.traceId })}>
        {text}, {clockText(run.startNs)}
      </a>
    </th>
  );
}

const INDENT_PX = 14;
const MAX_INDENT = 20;

interface RowProps {
  readonly row: ComparedRow;
  readonly rowIndex: number;
  readonly longest: number;
}

function Row({ row, rowIndex, longest }: RowProps): JSX.Element {
  const indent = Math.min(row.depth, MAX_INDENT) * INDENT_PX;
  return (
    <tr aria-rowindex={rowIndex}>
      <td class="one-line" title={visibleLine(row.name)}>
        <span style={{ paddingLeft: `${indent}px` }}>
          {visibleLine(row.name)}
        </span>
      </td>
      <Length span={row.before} longest={longest} />
      <Length span={row.after} longest={longest} />
      <td class="number">
        <Change before={row.before} after={row.after} />
      </td>
    </tr>
  );
}

interface LengthProps {
  readonly span: ComparedSpan | undefined;
  readonly longest: number;
}

function Length({ span, longest }: LengthProps): JSX.Element {
  if (span === undefined) return <td class="number quiet">—</td>;
  const { failed, durationNs } = span;
  return (
    <td class={`number ${failed ? 'is-failed' : ''}`}>
      {failed && <Icon name="failed" />}{' '}
      {durationText(BigInt(Math.round(durationNs)))}
      <span class="length if-wide" aria-hidden="true">
        <i style={{ width: `${(durationNs / longest) * 100}%` }} />
      </span>
    </td>
  );
}
