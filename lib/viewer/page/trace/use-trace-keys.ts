/** The keys of the waterfall. */
import type { RefObject } from 'preact';
import type { Find } from './use-find';
import { goTo } from '../place/use-route';
import { useKeys } from '../keys/use-keys';
import type { WaterfallSight } from '../waterfall/use-waterfall';

interface FindKeys extends Pick<Find, 'jump'> {
  readonly field: RefObject<HTMLInputElement | null>;
}

/** Of what is shown: so much of it stays in sight. */
const PAN_SHARE = 0.4;

export function useTraceKeys(view: WaterfallSight, find: FindKeys): void {
  const { shown } = view;
  const step = (by: number): void => {
    const at = shown.indexOf(view.index) + by;
    view.selectIndex(shown[Math.min(Math.max(at, 0), shown.length - 1)]);
  };
  useKeys('view', {
    next: () => step(1),
    previous: () => step(-1),
    first: () => view.selectIndex(shown[0]),
    last: () => view.selectIndex(shown.at(-1)),
    collapse: () => collapse(view),
    expand: () => expand(view),
    'next-error': () => view.jumpToError(1),
    'previous-error': () => view.jumpToError(-1),
    find: () => find.field.current?.select(),
    'next-match': () => find.jump(1),
    'previous-match': () => find.jump(-1),
    'zoom-in': view.zoomToSpan,
    'zoom-out': () => view.zoomBy(2),
    'zoom-reset': () => view.setWindow(undefined),
    earlier: () => view.panBy(-PAN_SHARE),
    later: () => view.panBy(PAN_SHARE),
    back: () => back(view),
  });
}

function collapse({
  waterfall,
  index,
  collapsed,
  ...view
}: WaterfallSight): void {
  const row = waterfall.rows[index];
  if (row === undefined) return;
  const { spanId } = row.span;
  const isOpen = row.end > index + 1 && !collapsed.has(spanId);
  if (isOpen) view.toggle(spanId);
  else view.selectIndex(row.parent);
}

function expand({
  waterfall,
  index,
  collapsed,
  ...view
}: WaterfallSight): void {
  const row = waterfall.rows[index];
  if (row === undefined) return;
  if (collapsed.has(row.span.spanId)) view.toggle(row.span.spanId);
  else if (row.end > index + 1) view.selectIndex(index + 1);
}

/** The panel first, then the run. */
function back({ index, deselect }: WaterfallSight): void {
  if (index < 0) goTo({ view: 'runs' });
  else deselect();
}
