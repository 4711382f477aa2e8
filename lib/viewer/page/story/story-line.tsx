/** The rows of a story, the waits between them, and the links across. */
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { StoryRowView } from './story-row';
import { SPAN_PX, type Story, type StoryArrow } from './story-rows';
import type { Stretch } from './story-scale';
import { clockText, durationText } from '../text/time-format';
import { useRowsInSight } from '../rows/use-rows-in-sight';

interface StoryProps {
  readonly story: Story;
  readonly services: readonly string[];
}

/** Below the last row. */
const MARGIN_PX = 24;

export function StoryLine({ story, services }: StoryProps): JSX.Element {
  const scroller = useRef<HTMLDivElement>(null);
  const height = story.height + MARGIN_PX;
  const lines = Math.ceil(height / SPAN_PX);
  const { first, end } = useRowsInSight(scroller, lines, SPAN_PX);
  const inSight = story.rows.filter(
    ({ top }) => top >= (first - 1) * SPAN_PX && top <= end * SPAN_PX,
  );
  return (
    <div
      class="scroll"
      ref={scroller}
      tabIndex={0}
      role="group"
      aria-label="Phases"
    >
      <Axis story={story} />
      <div class="story" style={{ height: `${height}px` }}>
        <div class="over-lanes" aria-hidden="true">
          {waitsOf(story).map(({ x, width }) => (
            <i key={x} class="gap" style={placeOf(x, width)} />
          ))}
        </div>
        {inSight.map((row) => (
          <StoryRowView key={row.top} row={row} services={services} />
        ))}
        <Arrows story={story} />
      </div>
    </div>
  );
}

function waitsOf({ stretches }: Story): readonly Stretch[] {
  return stretches.filter(({ isSqueezed }) => isSqueezed);
}

function placeOf(x: number, width: number): { left: string; width: string } {
  return { left: `${x}%`, width: `${width}%` };
}

/** When something happened, and how long nothing did. */
function Axis({ story }: { readonly story: Story }): JSX.Element {
  return (
    <div class="axis over-rows">
      <span>Phase</span>
      <div class="ticks">
        {clocksOf(story).map(({ x, text }) => (
          <span key={x} class="tick" style={{ left: `${x}%` }}>
            {text}
          </span>
        ))}
        {waitsOf(story).map(({ x, width, fromNs, toNs }) => (
          <span key={x} class="gap" style={placeOf(x, width)}>
            {durationText(BigInt(Math.round(toNs - fromNs)))}
          </span>
        ))}
      </div>
    </div>
  );
}

/** In percent of the line; a clock needs so much room. */
const CLOCK_WIDTH = 12;
const CLOCK_LENGTH = 'hh:mm:ss'.length;

interface Clock {
  readonly x: number;
  readonly text: string;
}

/** One where something begins after a wait, if there is room for it. */
function clocksOf({ stretches, startNs }: Story): readonly Clock[] {
  return stretches.flatMap(({ x, fromNs, isSqueezed }, index) => {
    const isBeginning = stretches[index - 1]?.isSqueezed ?? true;
    const wait = stretches.slice(index).find((next) => next.isSqueezed);
    const width = (wait?.x ?? 100) - x;
    if (isSqueezed || !isBeginning || width < CLOCK_WIDTH) return [];
    const atNs = startNs + BigInt(Math.round(fromNs));
    return [{ x, text: clockText(String(atNs)).slice(0, CLOCK_LENGTH) }];
  });
}

/** The width of the drawing; it is stretched over the lanes. */
const UNITS = 1_000;

function Arrows({ story }: { readonly story: Story }): JSX.Element {
  return (
    <div class="over-lanes">
      <svg
        viewBox={`0 0 ${UNITS} ${story.height + MARGIN_PX}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${story.arrows.length} links`}
      >
        {story.arrows.map((arrow, index) => (
          <path key={index} class="story-link" d={curveOf(arrow)} />
        ))}
      </svg>
      {story.arrows.map(({ to }, index) => (
        <i
          key={index}
          class="story-end"
          style={{ left: `${to.x}%`, top: `${to.y}px` }}
        />
      ))}
    </div>
  );
}

/** Closer together than this no curve can be seen. */
const MIN_CURVE = 24;

/** Out to the right, and in from the left. */
function curveOf({ from, to }: StoryArrow): string {
  const [fromX, toX] = [from.x * (UNITS / 100), to.x * (UNITS / 100)];
  const bend = Math.abs(toX - fromX) / 2;
  if (bend < MIN_CURVE / 2) return `M${fromX} ${from.y}L${toX} ${to.y}`;
  return `M${fromX} ${from.y}C${fromX + bend} ${from.y} ${toX - bend} ${to.y} ${toX} ${to.y}`;
}
