/** The rows of a story, the waits between them, and the links across. */
import type { JSX } from 'preact';
import { Icon } from './icon';
import { hrefOf } from './routes';
import { RunIcon } from './run-status';
import { kindText } from './span-text';
import type { Story, StoryArrow, StoryRow } from './story-rows';
import type { Stretch } from './story-scale';
import { clockText, durationText } from './time-format';
import { visibleLine } from './visible-text';
import { isFailedSpan, type WaterfallRow } from './waterfall';

interface StoryProps {
  readonly story: Story;
}

export function StoryLine({ story }: StoryProps): JSX.Element {
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label="Phases">
      <div class="story" style={{ height: `${story.height + 24}px` }}>
        <div class="over-lanes" aria-hidden="true">
          {story.stretches
            .filter(({ isSqueezed }) => isSqueezed)
            .map((wait) => (
              <Wait key={wait.x} wait={wait} />
            ))}
        </div>
        {story.rows.map((row) => (
          <Row key={row.top} row={row} />
        ))}
        <Arrows story={story} />
      </div>
    </div>
  );
}

function Wait({ wait }: { readonly wait: Stretch }): JSX.Element {
  const lengthNs = BigInt(Math.round(wait.toNs - wait.fromNs));
  return (
    <div class="gap" style={{ left: `${wait.x}%`, width: `${wait.width}%` }}>
      <span class="quiet">{durationText(lengthNs)}</span>
    </div>
  );
}

function Row({ row }: { readonly row: StoryRow }): JSX.Element {
  const style = { top: `${row.top}px` };
  switch (row.kind) {
    case 'phase':
      return <Phase row={row} />;
    case 'span':
      return <Span row={row} />;
    case 'more':
      return (
        <a
          class="span-row more"
          style={style}
          href={hrefOf({ view: 'trace', traceId: row.run.traceId })}
        >
          {row.count} more
        </a>
      );
  }
}

interface PhaseProps {
  readonly row: Extract<StoryRow, { kind: 'phase' }>;
}

function Phase({ row: { run, top } }: PhaseProps): JSX.Element {
  return (
    <div class="phase" style={{ top: `${top}px` }}>
      <RunIcon run={run} />
      <a href={hrefOf({ view: 'trace', traceId: run.traceId })}>
        {visibleLine(run.workflow ?? run.name)}
      </a>
      <span class="quiet">
        {visibleLine(run.service)} · {clockText(run.startNs)} ·{' '}
        {durationText(run.durationNs)}
      </span>
    </div>
  );
}

const INDENT_PX = 13;
const MAX_INDENT = 12;

interface SpanProps {
  readonly row: Extract<StoryRow, { kind: 'span' }>;
}

function Span({ row: { row, bar, top } }: SpanProps): JSX.Element {
  const { traceId, spanId, name } = row.span;
  const indent = Math.min(row.depth, MAX_INDENT) * INDENT_PX;
  const failed = isFailedSpan(row.span);
  return (
    <div
      class={`span-row ${failed ? 'is-failed' : ''}`}
      style={{ top: `${top}px` }}
    >
      <div class="span-name" style={{ paddingLeft: `${30 + indent}px` }}>
        {failed && <Icon name="failed" />}
        <a
          class="label one-line"
          href={hrefOf({ view: 'trace', traceId, spanId })}
        >
          {visibleLine(name)}
        </a>
        <span class="service quiet">{visibleLine(kindText(row.span))}</span>
      </div>
      <div class="lane">
        <div class="room">
          <div
            class={`bar ${failed ? 'is-failed' : ''}`}
            style={{ left: `${bar.x}%`, width: `${bar.width}%` }}
          />
          <span class="bar-text" style={{ left: `${bar.x + bar.width}%` }}>
            {lengthText(row)}
          </span>
        </div>
      </div>
    </div>
  );
}

function lengthText({ span }: WaterfallRow): string {
  if (span.isRunning) return 'running';
  return durationText(BigInt(span.endNs) - BigInt(span.startNs));
}

/** The width of the drawing; it is stretched over the lanes. */
const UNITS = 1_000;

function Arrows({ story }: StoryProps): JSX.Element {
  return (
    <div class="over-lanes">
      <svg
        viewBox={`0 0 ${UNITS} ${story.height + 24}`}
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

/** Out to the right, and in from the left. */
function curveOf({ from, to }: StoryArrow): string {
  const [fromX, toX] = [from.x * (UNITS / 100), to.x * (UNITS / 100)];
  const bend = Math.max(Math.abs(toX - fromX) / 2, 30);
  return `M${fromX} ${from.y}C${fromX + bend} ${from.y} ${toX - bend} ${to.y} ${toX} ${to.y}`;
}
