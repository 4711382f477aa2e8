/** The spans of a trace as rows, of which only those in sight are drawn. */
import type { JSX, RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { CriticalPath } from './critical-path';
import { areKeysNowhere } from '../keys/keys-place';
import { scrollTopFor } from '../rows/scroll-window';
import { SpanRow } from './span-row';
import { TimeAxis } from './time-axis';
import { GridLines } from './grid-lines';
import { TimeOverview } from './time-overview';
import type { TimeWindow } from './time-window';
import { scrolledOf, useRowsInSight } from '../rows/use-rows-in-sight';
import type { WaterfallSight } from './use-waterfall';
import { useWheel } from './use-wheel';

interface WaterfallProps {
  readonly view: WaterfallSight;
  readonly critical: CriticalPath;
  readonly services: readonly string[];
  /** Indexes of the rows that hold what is looked for. */
  readonly found: readonly number[];
}

/** The height of `--row` in the style sheet. */
const ROW_PX = 26;
/** What the axis covers at most, with the overview below it. */
const HEAD_PX = 42;
const NO_PARTS: readonly TimeWindow[] = [];

export function WaterfallView(props: WaterfallProps): JSX.Element {
  const { view } = props;
  const { shown, window } = view;
  const grid = useRef<HTMLDivElement>(null);
  const position = shown.indexOf(view.index);
  useSelectedInSight(grid, position);
  useFocusAfter(grid, position);
  useWheel(grid, view);
  const { first, end } = useRowsInSight(grid, shown.length, ROW_PX);
  const isDrawn = position >= first && position < end;
  return (
    <div class="waterfall">
      <div
        ref={grid}
        class="scroll"
        role="treegrid"
        aria-label="Spans"
        aria-rowcount={shown.length}
        aria-activedescendant={isDrawn ? idOf(view) : undefined}
        tabIndex={0}
      >
        <div class="over-rows" aria-hidden="true">
          <TimeAxis window={window} onWindow={view.setWindow} />
          {view.isZoomed && <TimeOverview view={view} />}
        </div>
        <div class="rows" style={{ height: `${shown.length * ROW_PX}px` }}>
          <GridLines window={window} />
          {shown.slice(first, end).map((index, offset) => (
            <Row key={index} {...props} index={index} at={first + offset} />
          ))}
        </div>
      </div>
    </div>
  );
}

function idOf({ waterfall, index }: WaterfallSight): string {
  return `span-${waterfall.rows[index]?.span.spanId}`;
}

interface RowProps extends WaterfallProps {
  readonly index: number;
  readonly at: number;
}

function Row(props: RowProps): JSX.Element {
  const { view, critical, services, found, index, at } = props;
  const { waterfall } = view;
  const row = waterfall.rows[index];
  if (row === undefined) return <></>;
  const { spanId } = row.span;
  return (
    <SpanRow
      row={row}
      index={index}
      position={at}
      window={view.window}
      startNs={waterfall.startNs}
      rowHeight={ROW_PX}
      isSelected={index === view.index}
      isFound={found.includes(index)}
      isCollapsed={view.collapsed.has(spanId)}
      critical={critical.get(spanId) ?? NO_PARTS}
      services={services}
      onSelect={view.select}
      onToggle={view.toggle}
    />
  );
}

/** To where the selected row is told, also when its panel is closed. */
function useFocusAfter(
  grid: RefObject<HTMLElement | null>,
  position: number,
): void {
  const before = useRef(position);
  useLayoutEffect(() => {
    const element = grid.current;
    if (element === null || before.current === position) return;
    before.current = position;
    if (areKeysNowhere()) element.focus({ preventScroll: true });
  }, [position]);
}

function useSelectedInSight(
  grid: RefObject<HTMLElement | null>,
  position: number,
): void {
  useLayoutEffect(() => {
    const element = grid.current;
    if (element === null || position < 0) return;
    const scrolled = scrolledOf(element, ROW_PX);
    const height = scrolled.height - HEAD_PX;
    element.scrollTop = scrollTopFor(position, { ...scrolled, height });
  }, [position]);
}
