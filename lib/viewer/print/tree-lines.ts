/** The rows of a tree, with the strokes that tie each to its parent. Pure. */
import { printable } from './printable';
import type { ReceivedSpan } from '../store/received-span';
import type { TreeRow } from '../tree';

/** Of a very deep tree the nearest levels are drawn; 3 characters each. */
const MAX_INDENT = 3 * 32;

/** A row with the lines that tie it to its parent. */
export interface Line {
  readonly span: ReceivedSpan;
  readonly row: TreeRow;
  readonly parent: Line | undefined;
  /** What stands before the mark. */
  readonly guide: string;
  /** What stands before text that belongs to this span. */
  readonly continuation: string;
}

/** A line for each row. */
export function withGuides(rows: readonly TreeRow[]): readonly Line[] {
  const path: Line[] = [];
  return rows.map((row) => {
    path.length = row.depth;
    const line = lineOf(row, path);
    path.push(line);
    return line;
  });
}

function lineOf(row: TreeRow, path: readonly Line[]): Line {
  const parent = path.at(-1);
  const indent = parent?.continuation.slice(-MAX_INDENT) ?? '';
  return {
    span: row.node.span,
    row,
    parent,
    guide: parent ? indent + (row.isLast ? '└─ ' : '├─ ') : '',
    continuation: parent ? indent + (row.isLast ? '   ' : '│  ') : '',
  };
}

/** Columns that the widest guide and name take. */
export function widest(lines: readonly Line[]): number {
  return lines.reduce((width, line) => Math.max(width, widthOf(line)), 0);
}

/** Columns of its guide and name. */
export function widthOf({ guide, span }: Line): number {
  return guide.length + printable(span.name).length;
}

/** A stroke down to the children, where there are some. */
export function guideBelow({ row, continuation }: Line): string {
  return continuation + (row.node.children.length > 0 ? '│ ' : '  ');
}
