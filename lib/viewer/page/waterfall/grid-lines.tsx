/** The ticks of the axis of time, drawn on through the rows. */
import type { JSX } from 'preact';
import { ticksOf } from '../text/time-format';
import type { TimeWindow } from './time-window';

interface GridLinesProps {
  readonly window: TimeWindow;
}

export function GridLines({ window }: GridLinesProps): JSX.Element {
  return (
    <div class="grid-lines" aria-hidden="true">
      {ticksOf(window.fromNs, window.toNs).map(({ x, text }) => (
        <i key={text} style={{ left: `${x}%` }} />
      ))}
    </div>
  );
}
