/** One run in the list. */
import type { JSX } from 'preact';
import type { RunSummary } from '../../api-types';
import { hrefOf } from '../place/routes';
import { failureText, titleOf } from './run-list';
import { RunIcon, statusText } from './run-status';
import { ageText, clockText, durationText } from '../text/time-format';
import { goTo } from '../place/use-route';
import { visibleLine } from '../text/visible-text';

interface RunRowProps {
  readonly run: RunSummary;
  /** In the whole table, its head included. */
  readonly rowIndex: number;
  /** Of the longest duration in the list, from 0 to 1. */
  readonly share: number;
  readonly isSelected: boolean;
  readonly nowMs: number;
  readonly href: string;
}

export function RunRow(props: RunRowProps): JSX.Element {
  const { run, rowIndex, isSelected, nowMs } = props;
  const classes = [
    run.status === 'ok' ? '' : `is-${run.status}`,
    isSelected ? 'is-selected' : '',
  ];
  return (
    <tr
      class={classes.join(' ')}
      aria-rowindex={rowIndex}
      aria-current={isSelected}
      // The link is the way for keys; the whole row is the larger target.
      onClick={(event) => openFrom(event, run)}
    >
      <td class="name">
        <Name {...props} />
      </td>
      <td class="number">
        <Duration {...props} />
      </td>
      <td class="number if-room">
        {run.spans}
        {run.errors > 0 && (
          <span class="failed"> · {plural(run.errors, 'error')}</span>
        )}
      </td>
      <td class="if-room one-line">
        {run.services.map(visibleLine).join(', ')}
      </td>
      <td class="if-room one-line">
        <CorrelationIds run={run} />
      </td>
      <td class="number quiet" title={clockText(run.startNs)}>
        {ageText(run.startNs, nowMs)}
      </td>
    </tr>
  );
}

function openFrom({ target }: MouseEvent, { traceId }: RunSummary): void {
  const isLink = target instanceof Element && target.closest('a') !== null;
  if (!isLink) goTo({ view: 'trace', traceId });
}

function Name({ run, href }: RunRowProps): JSX.Element {
  const title = titleOf(run);
  return (
    <span class="status">
      <RunIcon run={run} />
      <a class="title one-line" href={href} title={visibleLine(title)}>
        {visibleLine(title)}
      </a>
      {run.name !== title && (
        <span class="quiet one-line">{visibleLine(run.name)}</span>
      )}
      <Reason run={run} />
    </span>
  );
}

/** Why it failed: who reads the list need not open the run for that. */
function Reason({ run }: RunProps): JSX.Element {
  const reasons = [
    visibleLine(failureText(run)),
    ...(run.interrupted === undefined ? [] : [statusText(run)]),
  ];
  const text = reasons.filter((reason) => reason !== '').join(' · ');
  if (text === '') return <></>;
  return (
    <span class="reason one-line" title={text}>
      {text}
    </span>
  );
}

function Duration({ run, share }: RunRowProps): JSX.Element {
  return (
    <>
      {run.status === 'running' ? (
        <span class="running">{statusText(run)}</span>
      ) : (
        durationText(run.durationNs)
      )}
      <span class="length if-wide" aria-hidden="true">
        <i style={{ width: `${share * 100}%` }} />
      </span>
    </>
  );
}

interface RunProps {
  readonly run: RunSummary;
}

/** Each leads to all that happened under it. */
export function CorrelationIds({ run }: RunProps): JSX.Element {
  return (
    <>
      {run.correlationIds.map((correlationId) => (
        <>
          <a class="chip mono" href={hrefOf({ view: 'story', correlationId })}>
            {visibleLine(correlationId)}
          </a>{' '}
        </>
      ))}
    </>
  );
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
