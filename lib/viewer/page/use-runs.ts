/** All runs, kept up to date by the server. */
import { useEffect, useState } from 'preact/hooks';
import type { RunsAnswer, RunSummary } from '../api-types';
import { ask, listen } from './api';
import { withRun } from './run-list';

export interface Runs {
  /** `undefined` until the server has told them. */
  readonly runs: readonly RunSummary[] | undefined;
  readonly isLive: boolean;
}

type Change = (runs: readonly RunSummary[]) => readonly RunSummary[];

export function useRuns(): Runs {
  const [runs, setRuns] = useState<readonly RunSummary[]>();
  const [isLive, setLive] = useState(true);
  useEffect(() => {
    const change = inFrames((apply) => setRuns((before = []) => apply(before)));
    const askAll = (): void => {
      ask<RunsAnswer>('/api/runs').then(
        (answer) => change(() => answer.runs),
        () => setLive(false),
      );
    };
    return listen({
      onRun: (run) => change((before) => withRun(before, run)),
      onCleared: () => change(() => []),
      onLive: (live) => {
        setLive(live);
        // Also after an outage: the server may be another one by now.
        if (live) askAll();
      },
    });
  }, []);
  return { runs, isLive };
}

/** Many runs may arrive at once: they are drawn together. */
function inFrames(apply: (change: Change) => void): (change: Change) => void {
  let waiting: Change[] = [];
  const applyAll = (): void => {
    const changes = waiting;
    waiting = [];
    apply((before) => changes.reduce((runs, each) => each(runs), before));
  };
  return (change) => {
    waiting.push(change);
    if (waiting.length === 1) setTimeout(applyAll, FRAME_MS);
  };
}

/** A hidden tab gets no animation frames, and would collect without end. */
const FRAME_MS = 16;
