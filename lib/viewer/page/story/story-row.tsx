/** One row of a story: a phase, a span of it, or how many are left out. */
import type { JSX } from 'preact';
import { Icon } from '../text/icon';
import { hrefOf } from '../place/routes';
import { RunIcon } from '../list/run-status';
import { serviceClass } from '../waterfall/services';
import { kindText, serviceOf, spanStatusText } from '../span/span-text';
import type { StoryRow } from './story-rows';
import { clockText, durationText } from '../text/time-format';
import { visibleLine } from '../text/visible-text';
import { isFailedSpan, type WaterfallRow } from '../waterfall/waterfall';

interface RowProps<Row> {
  readonly row: Row;
  /** All services of the story; their order gives the colours. */
  readonly services: readonly string[];
}

export function StoryRowView({
  row,
  services,
}: RowProps<StoryRow>): JSX.Element {
  switch (row.kind) {
    case 'phase':
      return <Phase row={row} services={services} />;
    case 'span':
      return <Span row={row} services={services} />;
    case 'more':
      return (
        <a
          class="span-row more"
          style={{ top: `${row.top}px` }}
          href={hrefOf({ view: 'trace', traceId: row.run.traceId })}
        >
          {row.count} more
        </a>
      );
  }
}

type PhaseProps = RowProps<Extract<StoryRow, { kind: 'phase' }>>;

function Phase({ row: { run, top }, services }: PhaseProps): JSX.Element {
  return (
    <div class="phase" style={{ top: `${top}px` }}>
      <RunIcon run={run} />
      <a href={hrefOf({ view: 'trace', traceId: run.traceId })}>
        {visibleLine(run.workflow ?? run.name)}
      </a>
      <span class="quiet one-line">
        <i class={`dot ${serviceClass(run.service, services)}`} />
        {visibleLine(run.service)} · {clockText(run.startNs)} ·{' '}
        {durationText(run.durationNs)}
      </span>
    </div>
  );
}

const LEFT_PX = 34;
const INDENT_PX = 14;
const MAX_INDENT = 12;

type SpanProps = RowProps<Extract<StoryRow, { kind: 'span' }>>;

function Span(props: SpanProps): JSX.Element {
  const { row, top } = props.row;
  const { traceId, spanId, name } = row.span;
  const indent = Math.min(row.depth, MAX_INDENT) * INDENT_PX;
  const failed = isFailedSpan(row.span);
  return (
    <div
      class={`span-row ${failed ? 'is-failed' : ''}`}
      style={{ top: `${top}px` }}
    >
      <div class="span-name" style={{ paddingLeft: `${LEFT_PX + indent}px` }}>
        {failed && <Icon name="failed" />}
        <span class="titles">
          <a
            class="label one-line"
            href={hrefOf({ view: 'trace', traceId, spanId })}
          >
            {visibleLine(name)}
          </a>
          <span class="service quiet">{visibleLine(kindText(row.span))}</span>
        </span>
      </div>
      <Lane {...props} />
    </div>
  );
}

function Lane({ row: { row, bar }, services }: SpanProps): JSX.Element {
  const classes = [
    'bar',
    serviceClass(serviceOf(row.span), services),
    isFailedSpan(row.span) ? 'is-failed' : '',
    row.span.isRunning ? 'is-running' : '',
  ];
  return (
    <div class="lane">
      <div class="room">
        <div
          class={classes.join(' ')}
          style={{ left: `${bar.x}%`, width: `${bar.width}%` }}
        />
        <span class="bar-text" style={{ left: `${bar.x + bar.width}%` }}>
          {lengthText(row)}
        </span>
      </div>
    </div>
  );
}

function lengthText({ span }: WaterfallRow): string {
  if (span.isRunning) return spanStatusText(span);
  return durationText(BigInt(span.endNs) - BigInt(span.startNs));
}
