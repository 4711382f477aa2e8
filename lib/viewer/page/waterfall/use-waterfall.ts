/** What of a waterfall is seen, and what can be done about it. */
import { useMemo, useState } from 'preact/hooks';
import type { Route } from '../place/routes';
import { moveTo } from '../place/use-route';
import { useZoom, type Zoom } from './use-zoom';
import { windowAround, type TimeWindow } from './time-window';
import { nextFailed, revealed, shownRows, type Waterfall } from './waterfall';

export interface WaterfallSight extends Zoom {
  readonly waterfall: Waterfall;
  /** Of the selected row; -1 when none is. */
  readonly index: number;
  /** Indexes of the rows that no collapsed one hides. */
  readonly shown: readonly number[];
  readonly collapsed: ReadonlySet<string>;
  readonly hasCritical: boolean;
  readonly select: (spanId: string) => void;
  readonly deselect: () => void;
  readonly selectIndex: (index: number | undefined) => void;
  readonly toggle: (spanId: string) => void;
  readonly collapseAll: () => void;
  readonly expandAll: () => void;
  readonly toggleCritical: () => void;
  readonly jumpToError: (step: 1 | -1) => void;
  readonly zoomToSpan: () => void;
}

type TraceRoute = Extract<Route, { view: 'trace' }>;

const NONE: ReadonlySet<string> = new Set();

/** Everything open, the whole time: what is hidden at first is not found. */
export function useWaterfall(
  waterfall: Waterfall,
  route: TraceRoute,
): WaterfallSight {
  const [collapsed, setCollapsed] = useState(NONE);
  const [hasCritical, setCritical] = useState(true);
  const shown = useMemo(
    () => shownRows(waterfall.rows, collapsed),
    [waterfall, collapsed],
  );
  const { rows, durationNs } = waterfall;
  const zoom = useZoom(durationNs);
  const index = waterfall.indexOf.get(route.spanId ?? '') ?? -1;
  const select = (spanId: string): void => moveTo({ ...route, spanId });
  const selectIndex = (index: number | undefined): void => {
    const row = rows[index ?? -1];
    if (index === undefined || row === undefined) return;
    setCollapsed(revealed(waterfall, collapsed, index));
    select(row.span.spanId);
  };
  return {
    ...zoom,
    waterfall,
    index,
    shown,
    collapsed,
    hasCritical,
    select,
    deselect: () => moveTo({ ...route, spanId: undefined }),
    selectIndex,
    toggle: (spanId) => setCollapsed(toggled(collapsed, spanId)),
    collapseAll: () => setCollapsed(belowTheTop(waterfall)),
    expandAll: () => setCollapsed(NONE),
    toggleCritical: () => setCritical(!hasCritical),
    jumpToError: (step) => selectIndex(nextFailed(rows, index, step)),
    zoomToSpan: () => zoomTo(rows[index], zoom, durationNs),
  };
}

/** To a half of what is shown where no span is selected. */
function zoomTo(
  row: TimeWindow | undefined,
  zoom: Zoom,
  durationNs: number,
): void {
  if (row === undefined) zoom.zoomBy(0.5);
  else zoom.setWindow(windowAround(row, durationNs));
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
