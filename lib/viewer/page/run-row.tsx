/** One run in the list. */
import type { JSX } from 'preact';
import type { RunSummary } from '../api-types';
import { hrefOf } from './routes';
import { RunIcon, statusText } from './run-status';
import { ageText, clockText, durationText } from './time-format';
import { goTo } from './use-route';
import { visibleLine } from './visible-text';

interface RunRowProps {
  readonly run: RunSummary;
  /** Of the longest duration in the list, from 0 to 1. */
  readonly share: number;
  readonly isSelected: boolean;
  readonly nowMs: number;
  readonly href: string;
}

export function RunRow(props: RunRowProps): JSX.Element {
  const { run, isSelected, nowMs } = props;
  const classes = [
    run.status === 'failed' ? 'is-failed' : '',
    isSelected ? 'is-selected' : '',
  ];
  return (
    <tr
      class={classes.join(' ')}
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
      <td class="number">
        {run.spans}
        {run.errors > 0 && (
          <span class="failed"> · {plural(run.errors, 'error')}</span>
        )}
      </td>
      <td>{run.services.map(visibleLine).join(', ')}</td>
      <td>
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
  const name = visibleLine(run.name);
  return (
    <span class="status">
      <RunIcon run={run} />
      <a class="one-line" href={href} title={name}>
        {name}
      </a>
      {run.workflow !== undefined && run.workflow !== run.name && (
        <span class="quiet one-line">{visibleLine(run.workflow)}</span>
      )}
      {run.interrupted !== undefined && (
        <span class="failed one-line">{statusText(run)}</span>
      )}
    </span>
  );
}

function Duration({ run, share }: RunRowProps): JSX.Element {
  return (
    <>
      {run.status === 'running' ? (
        <span class="running">running</span>
      ) : (
        durationText(run.durationNs)
      )}
      <span class="length optional" aria-hidden="true">
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
