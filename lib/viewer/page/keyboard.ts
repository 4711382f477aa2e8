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

interface Binding {
  readonly keys: readonly string[];
  readonly action: KeyAction;
  readonly what: string;
}

/** In the order in which help lists them. */
export const BINDINGS: readonly Binding[] = [
  { keys: ['j', 'ArrowDown'], action: 'next', what: 'Next row' },
  { keys: ['k', 'ArrowUp'], action: 'previous', what: 'Previous row' },
  { keys: ['Home', 'g'], action: 'first', what: 'First row' },
  { keys: ['End', 'G'], action: 'last', what: 'Last row' },
  { keys: ['Enter'], action: 'open', what: 'Open the run' },
  { keys: ['h', 'ArrowLeft'], action: 'collapse', what: 'Collapse, or go up' },
  { keys: ['l', 'ArrowRight'], action: 'expand', what: 'Expand' },
  { keys: ['e'], action: 'next-error', what: 'Next error' },
  { keys: ['E'], action: 'previous-error', what: 'Previous error' },
  { keys: ['z'], action: 'zoom-in', what: 'Zoom to the span' },
  { keys: ['x'], action: 'zoom-out', what: 'Zoom out' },
  { keys: ['0'], action: 'zoom-reset', what: 'Show the whole time' },
  { keys: ['['], action: 'earlier', what: 'Earlier, when zoomed' },
  { keys: [']'], action: 'later', what: 'Later, when zoomed' },
  { keys: ['/'], action: 'search', what: 'Search' },
  { keys: ['f'], action: 'failed-first', what: 'Failed runs first' },
  { keys: ['d'], action: 'theme', what: 'Dark, light, or as the system' },
  { keys: ['?'], action: 'help', what: 'This help' },
  { keys: ['Escape'], action: 'back', what: 'Close, or go back' },
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
