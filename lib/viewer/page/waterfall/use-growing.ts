/** A waterfall whose running spans grow while one looks at them. */
import { useEffect, useMemo, useState } from 'preact/hooks';
import { grownTo, isGrowing, type Waterfall } from './waterfall';

/** The style sheet makes the steps smooth. */
const STEP_MS = 300;
const NANOSECONDS_PER_MS = 1_000_000n;

export function useGrowing(known: Waterfall): Waterfall {
  const [nowMs, setNow] = useState(() => Date.now());
  const grows = useMemo(() => isGrowing(known), [known]);
  useEffect(() => {
    if (!grows) return undefined;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), STEP_MS);
    return () => clearInterval(timer);
  }, [grows]);
  return useMemo(
    () => grownTo(known, BigInt(nowMs) * NANOSECONDS_PER_MS),
    [known, nowMs],
  );
}
