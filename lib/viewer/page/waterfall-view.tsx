/** The spans of a trace as rows, of which only those in sight are drawn. */
import type { JSX, RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { CriticalPath } from './critical-path';
import { rowsInSight, scrollTopFor, type Scrolled } from './scroll-window';
import { SpanRow } from './span-row';
import { TimeAxis } from './time-axis';
import type { TimeWindow, Waterfall } from './waterfall';

interface WaterfallProps {
  readonly waterfall: Waterfall;
  /** Indexes of the rows that no collapsed one hides. */
  readonly shown: readonly number[];
  readonly collapsed: ReadonlySet<string>;
  readonly selected: string | undefined;
  readonly window: TimeWindow;
  readonly critical: CriticalPath;
  readonly services: readonly string[];
  readonly onWindow: (window: TimeWindow) => void;
  readonly onSelect: (spanId: string) => void;
  readonly onToggle: (spanId: string) => void;
}

/** The height of `--row` in the style sheet. */
const ROW_PX = 26;
const NO_PARTS: readonly TimeWindow[] = [];

export function WaterfallView(props: WaterfallProps): JSX.Element {
  const { shown, waterfall, selected } = props;
  const grid = useRef<HTMLDivElement>(null);
  const scrolled = useScrolled(grid);
  useSelectedInSight(grid, positionOf(props));
  const { first, end } = rowsInSight(shown.length, scrolled);
  return (
    <div class="waterfall">
      <TimeAxis window={props.window} onWindow={props.onWindow} />
      <div
        ref={grid}
        class="scroll"
        role="treegrid"
        aria-label="Spans"
        aria-rowcount={shown.length}
        aria-activedescendant={selected && `span-${selected}`}
        tabIndex={0}
      >
        <div class="rows" style={{ height: `${shown.length * ROW_PX}px` }}>
          {shown.slice(first, end).map((index, offset) => {
            const row = waterfall.rows[index];
            if (row === undefined) return null;
            const { spanId } = row.span;
            return (
              <SpanRow
                key={spanId}
                row={row}
                index={index}
                position={first + offset}
                window={props.window}
                startNs={waterfall.startNs}
                rowHeight={ROW_PX}
                isSelected={spanId === selected}
                isCollapsed={props.collapsed.has(spanId)}
                critical={props.critical.get(spanId) ?? NO_PARTS}
                services={props.services}
                onSelect={props.onSelect}
                onToggle={props.onToggle}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function positionOf({ selected, shown, waterfall }: WaterfallProps): number {
  const index = waterfall.indexOf.get(selected ?? '');
  return index === undefined ? -1 : shown.indexOf(index);
}

function useScrolled(grid: RefObject<HTMLElement | null>): Scrolled {
  const [scrolled, setScrolled] = useState<Scrolled>(scrolledOf(grid.current));
  useLayoutEffect(() => {
    const element = grid.current;
    if (element === null) return undefined;
    const measure = (): void => setScrolled(scrolledOf(element));
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, []);
  return scrolled;
}

function scrolledOf(element: HTMLElement | null): Scrolled {
  const { scrollTop: top = 0, clientHeight: height = 0 } = element ?? {};
  return { top, height, rowHeight: ROW_PX };
}

function useSelectedInSight(
  grid: RefObject<HTMLElement | null>,
  position: number,
): void {
  useLayoutEffect(() => {
    const element = grid.current;
    if (element === null || position < 0) return;
    element.scrollTop = scrollTopFor(position, scrolledOf(element));
  }, [position]);
}
