/** Looks for a text in the run that is shown. */
import { useMemo } from 'preact/hooks';
import type { TraceAnswer } from '../../api-types';
import type { Route } from '../place/routes';
import { moveTo } from '../place/use-route';
import type { WaterfallSight } from '../waterfall/use-waterfall';
import { nextOf, type Waterfall } from '../waterfall/waterfall';
import { foundRows, textsOf } from './span-search';

export interface Find {
  readonly text: string;
  /** Indexes of the rows that hold it. */
  readonly found: readonly number[];
  readonly setText: (text: string) => void;
  readonly jump: (step: 1 | -1) => void;
}

type TraceRoute = Extract<Route, { view: 'trace' }>;

interface Finding {
  readonly trace: TraceAnswer;
  readonly known: Waterfall;
  readonly view: WaterfallSight;
  readonly route: TraceRoute;
}

export function useFind({ trace, known, view, route }: Finding): Find {
  const { find: text = '' } = route;
  const textOf = useMemo(() => textsOf(trace), [trace]);
  const found = useMemo(
    () => foundRows(known.rows, text, textOf),
    [known, text, textOf],
  );
  return {
    text,
    found,
    setText: (find) => moveTo({ ...route, find }),
    jump: (step) => view.selectIndex(nextOf(found, view.index, step)),
  };
}
