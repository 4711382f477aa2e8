/** One span in the waterfall. */
import type { JSX } from 'preact';
import { Icon } from '../text/icon';
import { SpanLane, type SpanLaneProps } from './span-lane';
import { interruptionOf, kindText, serviceOf, SILENT } from '../span/span-text';
import { visibleLine } from '../text/visible-text';
import { isFailedSpan, type WaterfallRow } from './waterfall';

interface SpanRowProps extends SpanLaneProps {
  /** Among all rows. */
  readonly index: number;
  /** Among the rows that are not hidden by a collapsed one. */
  readonly position: number;
  readonly rowHeight: number;
  readonly isSelected: boolean;
  readonly isFound: boolean;
  readonly isCollapsed: boolean;
  readonly onSelect: (spanId: string) => void;
  readonly onToggle: (spanId: string) => void;
}

const LEFT_PX = 14;
const INDENT_PX = 14;
/** Of a very deep tree the nearest levels are told apart. */
const MAX_INDENT = 20;

export function SpanRow(props: SpanRowProps): JSX.Element {
  const { row, position, rowHeight, isSelected } = props;
  const { spanId } = row.span;
  const classes = [
    'span-row',
    isFailedSpan(row.span) ? 'is-failed' : '',
    isSelected ? 'is-selected' : '',
    props.isFound ? 'is-found' : '',
  ];
  return (
    <div
      class={classes.join(' ')}
      id={`span-${spanId}`}
      role="row"
      aria-level={row.depth + 1}
      aria-rowindex={position + 1}
      aria-selected={isSelected}
      aria-expanded={hasChildren(props) ? !props.isCollapsed : undefined}
      style={{ top: `${position * rowHeight}px` }}
      onClick={() => props.onSelect(spanId)}
    >
      <Name {...props} />
      <SpanLane {...props} />
    </div>
  );
}

/** A subtree of more than the span itself. */
function hasChildren({ row, index }: SpanRowProps): boolean {
  return row.end > index + 1;
}

function Name(props: SpanRowProps): JSX.Element {
  const { row, isCollapsed, index } = props;
  const { span, depth, end, errorsBelow } = row;
  const indent = Math.min(depth, MAX_INDENT) * INDENT_PX;
  return (
    <div
      class="span-name"
      role="gridcell"
      style={{ paddingLeft: `${LEFT_PX + indent}px` }}
    >
      <Twisty {...props} />
      <Mark row={row} />
      <span class="titles">
        <span class="label one-line" title={visibleLine(span.name)}>
          {visibleLine(span.name)}
        </span>
        <span class="service quiet one-line">
          {wordsOf(props).map(visibleLine).join(' · ')}
        </span>
      </span>
      {isCollapsed && (
        <span class={`hidden-count ${errorsBelow > 0 ? 'failed' : ''}`}>
          {end - index - 1} hidden
          {errorsBelow > 0 && `, ${errorsBelow} failed`}
        </span>
      )}
    </div>
  );
}

function wordsOf({ row, services }: SpanRowProps): readonly string[] {
  const { span } = row;
  const service = services.length > 1 ? [serviceOf(span)] : [];
  return [...remarks(row), kindText(span), ...service];
}

function remarks({ placement }: WaterfallRow): readonly string[] {
  if (placement === 'orphan') return ['its parent has not arrived'];
  return placement === 'cycle' ? ['is its own ancestor'] : [];
}

function Twisty(props: SpanRowProps): JSX.Element {
  const { row, isCollapsed, onToggle } = props;
  if (!hasChildren(props)) return <span class="twisty" />;
  const toggle = (event: MouseEvent): void => {
    event.stopPropagation();
    onToggle(row.span.spanId);
  };
  return (
    <button
      type="button"
      class="twisty"
      // The rows have the keys; one more stop per row would be in the way.
      tabIndex={-1}
      aria-label={isCollapsed ? 'Expand' : 'Collapse'}
      onClick={toggle}
    >
      {isCollapsed ? '▸' : '▾'}
    </button>
  );
}

function Mark({ row: { span } }: Pick<SpanRowProps, 'row'>): JSX.Element {
  if (interruptionOf(span) !== '') return <Icon name="interrupted" />;
  if (isFailedSpan(span)) return <Icon name="failed" />;
  if (span.isSilent) return <Icon name="silent" label={SILENT} />;
  return span.isRunning ? <Icon name="running" /> : <></>;
}
