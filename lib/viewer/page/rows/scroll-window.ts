/** Which of many equal rows are in sight. Pure. */

/** What is known of the element that scrolls; in pixels. */
export interface Scrolled {
  readonly top: number;
  readonly height: number;
  readonly rowHeight: number;
}

/** The first row, and the first one after. */
export interface RowRange {
  readonly first: number;
  readonly end: number;
}

/** Rows beyond the edges, so that a scroll finds them drawn. */
const BEYOND = 8;
/** Rows come and go by so many: less often than at each step of a scroll. */
const STEP = 4;

export function rowsInSight(
  count: number,
  { top, height, rowHeight }: Scrolled,
): RowRange {
  const first = Math.floor(top / rowHeight) - BEYOND;
  const end = Math.ceil((top + height) / rowHeight) + BEYOND;
  return {
    first: Math.max(0, Math.min(Math.floor(first / STEP) * STEP, count)),
    end: Math.max(0, Math.min(Math.ceil(end / STEP) * STEP, count)),
  };
}

/** Where to scroll so that row `index` is in sight; no further than needed. */
export function scrollTopFor(
  index: number,
  { top, height, rowHeight }: Scrolled,
): number {
  const above = index * rowHeight;
  const below = above + rowHeight - height;
  if (above < top) return above;
  return below > top ? Math.max(0, below) : top;
}

/**
 * Where to scroll so that what was at `top` stays there when `added` rows come
 * in above. At the very top one waits for what is new, and stays.
 */
export function keptTop({ top, rowHeight }: Scrolled, added: number): number {
  return top === 0 ? 0 : Math.max(0, top + added * rowHeight);
}
