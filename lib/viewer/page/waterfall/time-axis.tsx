/** The axis of time above the waterfall; a drag across it zooms. */
import type { CSSProperties, JSX, TargetedPointerEvent } from 'preact';
import { useState } from 'preact/hooks';
import { ticksOf, type Tick } from '../text/time-format';
import type { TimeWindow } from './time-window';

interface AxisProps {
  readonly window: TimeWindow;
  readonly onWindow: (window: TimeWindow) => void;
}

/** From and to, as shares of the width. */
interface Picked {
  readonly from: number;
  readonly to: number;
}

/** Less is a click with an unsteady hand. */
const MIN_SHARE = 0.005;

export function TimeAxis({ window, onWindow }: AxisProps): JSX.Element {
  const [picked, pick] = useState<Picked>();
  const start = (event: TargetedPointerEvent<HTMLElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    pick({ from: shareOf(event), to: shareOf(event) });
  };
  const move = (event: TargetedPointerEvent<HTMLElement>): void => {
    if (picked !== undefined) pick({ ...picked, to: shareOf(event) });
  };
  const end = (): void => {
    pick(undefined);
    if (picked === undefined) return;
    if (Math.abs(picked.to - picked.from) < MIN_SHARE) return;
    onWindow(windowOf(picked, window));
  };
  return (
    <div class="axis">
      <span>Span</span>
      <div
        class="ticks"
        onPointerDown={start}
        onPointerMove={move}
        onPointerUp={end}
        onPointerCancel={() => pick(undefined)}
      >
        {ticksInside(window).map(({ x, text }) => (
          <span key={text} class="tick" style={{ left: `${x}%` }}>
            {text}
          </span>
        ))}
        {picked !== undefined && <i class="picked" style={styleOf(picked)} />}
      </div>
    </div>
  );
}

/** At the edge there is no room for the text. */
const LAST_TICK = 90;

function ticksInside({ fromNs, toNs }: TimeWindow): readonly Tick[] {
  return ticksOf(fromNs, toNs).filter(({ x }) => x < LAST_TICK);
}

function shareOf(event: TargetedPointerEvent<HTMLElement>): number {
  const { left, width } = event.currentTarget.getBoundingClientRect();
  return Math.min(Math.max((event.clientX - left) / width, 0), 1);
}

function styleOf({ from, to }: Picked): CSSProperties {
  const width = `${Math.abs(to - from) * 100}%`;
  return { left: `${Math.min(from, to) * 100}%`, width };
}

function windowOf({ from, to }: Picked, window: TimeWindow): TimeWindow {
  const length = window.toNs - window.fromNs;
  return {
    fromNs: window.fromNs + Math.min(from, to) * length,
    toNs: window.fromNs + Math.max(from, to) * length,
  };
}
