/** Which part of the whole time is shown; a drag moves it. */
import type { JSX, TargetedPointerEvent } from 'preact';
import { barOf, centredAt } from './time-window';
import type { WaterfallSight } from './use-waterfall';
import { isFailedSpan } from './waterfall';

interface OverviewProps {
  readonly view: WaterfallSight;
}

/** More cannot be told apart. */
const MAX_MARKS = 200;

export function TimeOverview({ view }: OverviewProps): JSX.Element {
  const { waterfall, window, setWindow } = view;
  const { rows, durationNs } = waterfall;
  const whole = { fromNs: 0, toNs: durationNs };
  const part = barOf(window, whole);
  const failed = rows.filter(({ span }) => isFailedSpan(span));
  const follow = (event: TargetedPointerEvent<HTMLElement>): void => {
    if (event.buttons === 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const atNs = ((event.clientX - left) / width) * durationNs;
    setWindow(centredAt(window, atNs, durationNs));
  };
  return (
    <div class="overview-row">
      <div class="overview" onPointerDown={follow} onPointerMove={follow}>
        {failed.slice(0, MAX_MARKS).map(({ span, fromNs }) => (
          <i
            key={span.spanId}
            class="error"
            style={{ left: `${(fromNs / durationNs) * 100}%` }}
          />
        ))}
        {part !== undefined && (
          <i
            class="part"
            style={{ left: `${part.x}%`, width: `${part.width}%` }}
          />
        )}
      </div>
    </div>
  );
}
