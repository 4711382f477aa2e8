/** What keys do where one is. */
import { useEffect, useLayoutEffect } from 'preact/hooks';
import { actionOf, type KeyAction } from './keyboard';

export type KeyHandlers = Partial<Record<KeyAction, () => void>>;

/** What is on top is asked first. */
const LAYERS = ['dialog', 'view', 'page'] as const;
type Layer = (typeof LAYERS)[number];

const layers = new Map<Layer, KeyHandlers>();

/** `handlers` answer while the component is shown. */
export function useKeys(layer: Layer, handlers: KeyHandlers): void {
  // Before the next key: a fast one must not meet what was shown before.
  useLayoutEffect(() => {
    layers.set(layer, handlers);
    return () => {
      if (layers.get(layer) === handlers) layers.delete(layer);
    };
  });
}

/** Hears the keys of the whole page. */
export function useKeyboard(): void {
  useEffect(() => {
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}

function onKey(event: KeyboardEvent): void {
  const action = actionOf(event);
  if (action === undefined || isOwnKey(event)) return;
  for (const layer of LAYERS) {
    const handle = layers.get(layer)?.[action];
    if (handle === undefined) continue;
    event.preventDefault();
    handle();
    return;
  }
}

const FIELDS = 'input, textarea, select';
/** What a key alone works on. */
const CONTROLS = 'a, button, summary';
/** One line of text has no use for them. */
const KEYS_OUT_OF_FIELDS = ['Escape', 'Enter', 'ArrowUp', 'ArrowDown'];
const KEYS_OF_CONTROLS = ['Enter', ' '];
const KEYS_THAT_SCROLL = ['ArrowUp', 'ArrowDown', 'Home', 'End'];

function isOwnKey({ key, target }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false;
  if (target.matches(FIELDS)) return !KEYS_OUT_OF_FIELDS.includes(key);
  if (target.matches(CONTROLS) && KEYS_OF_CONTROLS.includes(key)) return true;
  return target.closest('.panel') !== null && KEYS_THAT_SCROLL.includes(key);
}
