/**
 * One trace as text for a terminal. Pure.
 *
 * An exception is told where it arose, with the frames of the program's own
 * code; the spans above, through which it was only rethrown, are marked as
 * failed.
 */
import { formatDuration } from '../duration';
import { exceptionsOf, type ReceivedException } from '../answers/exceptions';
import {
  isFailed,
  isRunning,
  type ReceivedLink,
  type ReceivedSpan,
} from '../store/received-span';
import { printable } from './printable';
import { keyOf, toldBelow } from './told-below';
import { buildTree, rowsOf, type TreeRow } from '../tree';
import {
  guideBelow,
  widest,
  widthOf,
  withGuides,
  type Line,
} from './tree-lines';

/** How a trace is printed. */
export interface PrintOptions {
  /** Whether to use ANSI colours. @defaultValue false */
  readonly colour?: boolean;
  /** How many lines of each stack are shown. @defaultValue 4 */
  readonly stackLines?: number;
  /**
   * What a link leads to, in a few words.
   * @defaultValue the ids of span and trace
   */
  readonly nameLink?: (link: ReceivedLink) => string;
}

interface Style {
  readonly nameLink: (link: ReceivedLink) => string;
  readonly paint: (colour: Colour, text: string) => string;
  readonly stackLines: number;
}

const COLOURS = { red: 31, green: 32, yellow: 33, dim: 90, bold: 1 } as const;
type Colour = keyof typeof COLOURS;

const DEFAULT_STACK_LINES = 4;
/** Of a batch the first ones are shown. */
const MAX_LINKS = 8;
/** The names take this much before the durations stop being aligned. */
const MAX_NAME_WIDTH = 72;
/** Frames of dependencies, and of node itself. */
const FOREIGN = /[\\/]node_modules[\\/]|\(node:|at node:|<anonymous>/;

/**
 * The spans of one trace as a tree: mark, name, duration, what it is, and
 * below it where its links lead, and what went wrong. Control characters in what was sent
 * are replaced, so that a trace cannot write to the terminal.
 */
export function printTree(
  spans: Iterable<ReceivedSpan>,
  options: PrintOptions = {},
): string {
  const lines = withGuides([...rowsOf(buildTree(spans))]);
  const style = styleOf(options);
  const told = toldBelow(lines);
  const width = Math.min(MAX_NAME_WIDTH, widest(lines));
  return lines
    .flatMap((line) => [
      headline(line, width, style),
      ...linkLines(line, style),
      ...failureLines(line, told, style),
    ])
    .join('\n');
}

function styleOf(options: PrintOptions): Style {
  const { colour = false, stackLines, nameLink = idsOf } = options;
  return {
    nameLink,
    paint: (name, text) =>
      colour && text !== '' ? `\u001b[${COLOURS[name]}m${text}\u001b[0m` : text,
    stackLines: stackLines ?? DEFAULT_STACK_LINES,
  };
}

function headline(line: Line, width: number, { paint }: Style): string {
  const [mark, colour] = stateOf(line.span);
  const name = printable(line.span.name);
  const space = ' '.repeat(Math.max(0, width - widthOf(line)));
  const parts = [
    paint('dim', line.guide) + paint(colour, mark),
    paint(colour === 'red' ? 'red' : 'bold', name) + space,
    durationOf(line.span).padStart(8),
    paint('dim', whatItIs(line.span)),
    paint('yellow', remarkOn(line)),
  ];
  return parts.join(' ').trimEnd();
}

function stateOf(span: ReceivedSpan): readonly [mark: string, colour: Colour] {
  if (isFailed(span)) return ['✗', 'red'];
  return isRunning(span) ? ['…', 'yellow'] : ['✓', 'green'];
}

function durationOf(span: ReceivedSpan): string {
  if (isRunning(span)) return 'running';
  const start = BigInt(span.startTimeUnixNano);
  return formatDuration(BigInt(span.endTimeUnixNano) - start);
}

/** An annotation's kind, or the library that made the span. */
function whatItIs(span: ReceivedSpan): string {
  const kind = span.attributes['everspan.kind'];
  return printable(typeof kind === 'string' ? kind : span.scope.name);
}

function remarkOn({ span, row }: Line): string {
  return [interruption(span), misplacement(row)].filter(Boolean).join(', ');
}

function interruption({ attributes }: ReceivedSpan): string {
  const reason = attributes['everspan.interrupted'];
  if (typeof reason !== 'string') return '';
  const code = attributes['process.exit.code'];
  const shown = typeof code === 'number' ? ` (code ${code})` : '';
  return `interrupted by ${printable(reason)}${shown}`;
}

function misplacement({ node }: TreeRow): string {
  if (node.placement === 'orphan') return 'its parent has not arrived';
  return node.placement === 'cycle' ? 'is its own ancestor' : '';
}

function failureLines(
  line: Line,
  told: ReadonlySet<string>,
  style: Style,
): string[] {
  const news = exceptionsOf(line.span).filter(
    (exception) => !told.has(keyOf(line.span, exception)),
  );
  const texts = news.flatMap((exception) => exceptionLines(exception, style));
  const guide = style.paint('dim', `${guideBelow(line)}  `);
  return texts.map((text) => guide + text);
}

/** A link to the parent, as the conventions want it, would tell nothing new. */
function linkLines(line: Line, { paint, nameLink }: Style): string[] {
  const { links, parentSpanId } = line.span;
  const others = links.filter(({ spanId }) => spanId !== parentSpanId);
  const more = others.length - MAX_LINKS;
  const names = others.slice(0, MAX_LINKS).map(nameLink).map(printable);
  const shown = more > 0 ? [...names, `… ${more} more`] : names;
  const guide = guideBelow(line);
  return shown.map((name) => paint('dim', `${guide}link -> ${name}`));
}

function idsOf({ traceId, spanId }: ReceivedLink): string {
  return `span ${spanId} of trace ${traceId}`;
}

function exceptionLines(
  { type, message, frames }: ReceivedException,
  { paint, stackLines }: Style,
): string[] {
  const shown = telling(frames).slice(0, stackLines);
  const hidden = frames.length - shown.length;
  const more = hidden > 0 ? [`… ${hidden} more`] : [];
  return [
    paint('red', printable(`${type}: ${message}`)),
    ...[...shown, ...more].map((frame) =>
      paint('dim', `    ${printable(frame)}`),
    ),
  ];
}

/** Frames of the program itself, where there are any; else all of them. */
function telling(frames: readonly string[]): readonly string[] {
  const own = frames.filter((frame) => !FOREIGN.test(frame));
  return own.length > 0 ? own : frames;
}
