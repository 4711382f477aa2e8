/** What of a waterfall is seen, and what can be done about it. */
import { useMemo, useState } from 'preact/hooks';
import type { Route } from './routes';
import { moveTo } from './use-route';
import {
  nextFailed,
  revealed,
  shownRows,
  windowAround,
  zoomed,
  type TimeWindow,
  type Waterfall,
} from './waterfall';

export interface WaterfallSight {
  readonly waterfall: Waterfall;
  /** Of the selected row; -1 when none is. */
  readonly index: number;
  /** Indexes of the rows that no collapsed one hides. */
  readonly shown: readonly number[];
  readonly collapsed: ReadonlySet<string>;
  readonly window: TimeWindow;
  readonly isZoomed: boolean;
  readonly hasCritical: boolean;
  readonly select: (spanId: string) => void;
  readonly selectIndex: (index: number | undefined) => void;
  readonly toggle: (spanId: string) => void;
  readonly collapseAll: () => void;
  readonly expandAll: () => void;
  readonly toggleCritical: () => void;
  readonly jumpToError: (step: 1 | -1) => void;
  /** `undefined` is the whole time. */
  readonly setWindow: (window: TimeWindow | undefined) => void;
  readonly zoomBy: (factor: number) => void;
  readonly zoomToSpan: () => void;
}

type TraceRoute = Extract<Route, { view: 'trace' }>;

const NONE: ReadonlySet<string> = new Set();

/** Everything open, the whole time: what is hidden at first is not found. */
export function useWaterfall(
  waterfall: Waterfall,
  { traceId, spanId = '' }: TraceRoute,
): WaterfallSight {
  const [collapsed, setCollapsed] = useState(NONE);
  const [zoom, setWindow] = useState<TimeWindow>();
  const [hasCritical, setCritical] = useState(true);
  const shown = useMemo(
    () => shownRows(waterfall.rows, collapsed),
    [waterfall, collapsed],
  );
  const { rows, durationNs } = waterfall;
  const window = zoom ?? { fromNs: 0, toNs: Math.max(durationNs, 1) };
  const index = waterfall.indexOf.get(spanId) ?? -1;
  const select = (spanId: string): void =>
    moveTo({ view: 'trace', traceId, spanId });
  const selectIndex = (index: number | undefined): void => {
    const row = rows[index ?? -1];
    if (index === undefined || row === undefined) return;
    setCollapsed(revealed(waterfall, collapsed, index));
    select(row.span.spanId);
  };
  return {
    waterfall,
    index,
    shown,
    collapsed,
    window,
    isZoomed: zoom !== undefined,
    hasCritical,
    select,
    selectIndex,
    toggle: (spanId) => setCollapsed(toggled(collapsed, spanId)),
    collapseAll: () => setCollapsed(belowTheTop(waterfall)),
    expandAll: () => setCollapsed(NONE),
    toggleCritical: () => setCritical(!hasCritical),
    jumpToError: (step) => selectIndex(nextFailed(rows, index, step)),
    setWindow,
    zoomBy: (factor) => setWindow(zoomed(window, factor, durationNs)),
    zoomToSpan: () => {
      const row = rows[index];
      setWindow(
        row ? windowAround(row, durationNs) : zoomed(window, 0.5, durationNs),
      );
    },
  };
}

function toggled(
  collapsed: ReadonlySet<string>,
  spanId: string,
): ReadonlySet<string> {
  const toggled = new Set(collapsed);
  if (!toggled.delete(spanId)) toggled.add(spanId);
  return toggled;
}

/** The top stays open: a page of nothing but roots tells nothing. */
function belowTheTop({ rows }: Waterfall): ReadonlySet<string> {
  const parents = rows.filter(
    ({ end, depth }, index) => depth > 0 && end > index + 1,
  );
  return new Set(parents.map(({ span }) => span.spanId));
}
