/** Which of many equal rows are in sight. Pure. */

/** What is known of the element that scrolls; in pixels. */
export interface Scrolled {
  readonly top: number;
  readonly height: number;
  readonly rowHeight: number;
}

/** Rows beyond the edges, so that a scroll finds them drawn. */
const BEYOND = 8;

/** The first row in sight, and the first one after. */
export function rowsInSight(
  count: number,
  { top, height, rowHeight }: Scrolled,
): { readonly first: number; readonly end: number } {
  const first = Math.floor(top / rowHeight) - BEYOND;
  const end = Math.ceil((top + height) / rowHeight) + BEYOND;
  return {
    first: Math.max(0, Math.min(first, count)),
    end: Math.max(0, Math.min(end, count)),
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
