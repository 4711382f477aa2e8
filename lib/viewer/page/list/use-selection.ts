/** Which run of a list is selected. */
import { useState } from 'preact/hooks';
import type { RunSummary } from '../../api-types';
import type { LeftList } from './left-list';

export interface Selection {
  readonly selected: string | undefined;
  /** Selects the run that is `by` rows further down. */
  readonly step: (by: number) => void;
}

/** By id, because the rows move while runs arrive. */
export function useSelection(
  shown: readonly RunSummary[],
  left: LeftList,
): Selection {
  const [selected, setSelected] = useState(left.selected);
  const step = (by: number): void => {
    const at = shown.findIndex(({ traceId }) => traceId === selected);
    const next = at < 0 && by > 0 ? by - 1 : at + by;
    const index = Math.min(Math.max(next, 0), shown.length - 1);
    left.selected = shown[index]?.traceId;
    setSelected(left.selected);
  };
  return { selected, step };
}
