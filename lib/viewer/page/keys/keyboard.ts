/** Which key asks for what. Pure. */

export type KeyAction =
  | 'next'
  | 'previous'
  | 'first'
  | 'last'
  | 'collapse'
  | 'expand'
  | 'open'
  | 'next-error'
  | 'previous-error'
  | 'search'
  | 'find'
  | 'next-match'
  | 'previous-match'
  | 'back'
  | 'zoom-in'
  | 'zoom-out'
  | 'zoom-reset'
  | 'earlier'
  | 'later'
  | 'failed-first'
  | 'theme'
  | 'help';

/** What a key was pressed with, as the browser tells it. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** As help lists them. */
export const KEY_GROUPS = ['Move', 'Waterfall', 'Page'] as const;
export type KeyGroup = (typeof KEY_GROUPS)[number];

interface Binding {
  readonly group: KeyGroup;
  readonly keys: readonly string[];
  readonly action: KeyAction;
  readonly what: string;
}

function bind(
  group: KeyGroup,
  keys: string,
  [action, what]: readonly [KeyAction, string],
): Binding {
  return { group, keys: keys.split(' '), action, what };
}

/** In the order in which help lists them. */
export const BINDINGS: readonly Binding[] = [
  bind('Move', 'j ArrowDown', ['next', 'Next row']),
  bind('Move', 'k ArrowUp', ['previous', 'Previous row']),
  bind('Move', 'Home g', ['first', 'First row']),
  bind('Move', 'End G', ['last', 'Last row']),
  bind('Move', 'Enter', ['open', 'Open the run']),
  bind('Move', 'Escape', ['back', 'Close, or go back']),
  bind('Waterfall', 'e', ['next-error', 'Next error']),
  bind('Waterfall', 'E', ['previous-error', 'Previous error']),
  bind('Waterfall', 's', ['find', 'Find in the run']),
  bind('Waterfall', 'n', ['next-match', 'Next match']),
  bind('Waterfall', 'N', ['previous-match', 'Previous match']),
  bind('Waterfall', 'h ArrowLeft', ['collapse', 'Collapse, or go up']),
  bind('Waterfall', 'l ArrowRight', ['expand', 'Expand']),
  bind('Waterfall', 'z', ['zoom-in', 'Zoom to the span']),
  bind('Waterfall', 'x', ['zoom-out', 'Zoom out']),
  bind('Waterfall', '[', ['earlier', 'Earlier, when zoomed']),
  bind('Waterfall', ']', ['later', 'Later, when zoomed']),
  bind('Waterfall', '0', ['zoom-reset', 'Show the whole time']),
  bind('Page', '/', ['search', 'Search all runs']),
  bind('Page', 'f', ['failed-first', 'Failed runs first']),
  bind('Page', 'd', ['theme', 'Dark, light, or as the system']),
  bind('Page', '?', ['help', 'This help']),
];

/** `undefined` for a key that is the browser's own. */
export function actionOf(press: KeyPress): KeyAction | undefined {
  if (press.ctrlKey || press.metaKey || press.altKey) return undefined;
  return BINDINGS.find(({ keys }) => keys.includes(press.key))?.action;
}

/** What a key is called in help. */
export function keyText(key: string): string {
  const arrows: Readonly<Record<string, string>> = {
    ArrowDown: '↓',
    ArrowUp: '↑',
    ArrowLeft: '←',
    ArrowRight: '→',
    Escape: 'Esc',
  };
  return arrows[key] ?? key;
}
