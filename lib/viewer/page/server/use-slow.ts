/** A value that may change often, for what is dear. */
import { useEffect, useRef, useState } from 'preact/hooks';

const PAUSE_MS = 250;

/** `value` as it is at most a quarter of a second later, and at once at first. */
export function useSlow<Value>(value: Value): Value {
  const [slow, setSlow] = useState(value);
  const latest = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  latest.current = value;
  useEffect(() => {
    // One is under way, and will take the latest.
    if (timer.current !== undefined || value === slow) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      setSlow(latest.current);
    }, PAUSE_MS);
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return slow;
}
