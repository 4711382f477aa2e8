/** The bar of one span, with what is marked on it. */
import type { JSX } from 'preact';
import { serviceClass } from './services';
import { serviceOf, spanStatusText } from '../span/span-text';
import { durationText } from '../text/time-format';
import { barOf, type TimeWindow } from './time-window';
import { visibleLine } from '../text/visible-text';
import { isFailedSpan, type WaterfallRow } from './waterfall';

export interface SpanLaneProps {
  readonly row: WaterfallRow;
  readonly window: TimeWindow;
  /** Of the trace. */
  readonly startNs: bigint;
  readonly critical: readonly TimeWindow[];
  /** All services of the trace; their order gives the colours. */
  readonly services: readonly string[];
}

export function SpanLane(props: SpanLaneProps): JSX.Element {
  const { row, window, critical } = props;
  const bar = barOf(row, window);
  return (
    <div class="lane" role="gridcell">
      <div class="room">
        {bar !== undefined && (
          <>
            <div
              class={barClasses(props)}
              style={{ left: percent(bar.x), width: percent(bar.width) }}
            />
            <span class="bar-text" style={{ left: percent(bar.x + bar.width) }}>
              {timeText(row)}
            </span>
          </>
        )}
        {critical.map((part) => (
          <Critical key={part.fromNs} part={part} window={window} />
        ))}
        <EventMarks {...props} />
      </div>
    </div>
  );
}

function timeText({ span, fromNs, toNs }: WaterfallRow): string {
  if (!span.isRunning) {
    return durationText(BigInt(span.endNs) - BigInt(span.startNs));
  }
  const soFar = durationText(BigInt(Math.round(toNs - fromNs)));
  return span.isSilent ? spanStatusText(span) : `${soFar} so far`;
}

function percent(value: number): string {
  return `${value}%`;
}

function barClasses({ row: { span }, services }: SpanLaneProps): string {
  return [
    'bar',
    serviceClass(serviceOf(span), services),
    isFailedSpan(span) ? 'is-failed' : '',
    span.isRunning ? 'is-running' : '',
    span.isSilent ? 'is-silent' : '',
  ].join(' ');
}

interface CriticalProps {
  readonly part: TimeWindow;
  readonly window: TimeWindow;
}

function Critical({ part, window }: CriticalProps): JSX.Element {
  const bar = barOf(part, window);
  if (bar === undefined) return <></>;
  const style = { left: percent(bar.x), width: percent(bar.width) };
  return <div class="critical" style={style} />;
}

/** A span may have thousands; so many cannot be told apart anyway. */
const MAX_MARKS = 40;

function EventMarks({ row, window, startNs }: SpanLaneProps): JSX.Element {
  return (
    <>
      {row.span.events.slice(0, MAX_MARKS).map(({ name, timeNs }, index) => {
        const at = Number(BigInt(timeNs) - startNs);
        const mark = barOf({ fromNs: at, toNs: at }, window);
        if (mark === undefined) return null;
        return (
          <div
            key={index}
            class={`event-mark ${name === 'exception' ? 'failed' : ''}`}
            style={{ left: percent(mark.x) }}
            title={visibleLine(name)}
          />
        );
      })}
    </>
  );
}
