/** All runs, kept up to date by the server. */
import { useEffect, useState } from 'preact/hooks';
import type { RunsAnswer, RunSummary } from '../../api-types';
import { ask, listen } from './api';
import { withNews, type RunNews } from '../list/run-list';

export interface Runs {
  /** `undefined` until the server has told them. */
  readonly runs: readonly RunSummary[] | undefined;
  readonly isLive: boolean;
}

export function useRuns(): Runs {
  const [runs, setRuns] = useState<readonly RunSummary[]>();
  const [isLive, setLive] = useState(true);
  useEffect(() => {
    const tell = inFrames((news) => {
      setRuns((before = []) => withNews(before, news));
    });
    return listenAndAsk(tell, setLive);
  }, []);
  return { runs, isLive };
}

type Tell = (...news: readonly RunNews[]) => void;

function listenAndAsk(
  tell: Tell,
  setLive: (isLive: boolean) => void,
): () => void {
  // Only while an answer is awaited.
  let heard: RunNews[] | undefined;
  const hear = (news: RunNews): void => {
    heard?.push(news);
    tell(news);
  };
  const askAll = async (): Promise<void> => {
    const meanwhile: RunNews[] = [];
    heard = meanwhile;
    const { runs } = await ask<RunsAnswer>('/api/runs');
    // What was heard meanwhile may be newer than the answer. If it is not,
    // what is newer will still be heard.
    tell({ kind: 'all', runs }, ...meanwhile);
    if (heard === meanwhile) heard = undefined;
  };
  return listen({
    onRun: (run) => hear({ kind: 'run', run }),
    onCleared: () => hear({ kind: 'cleared' }),
    onLive: (live) => {
      setLive(live);
      // Also after an outage: the server may be another one by now.
      if (live) askAll().catch(() => setLive(false));
    },
  });
}

/** Many runs may arrive at once: they are drawn together. */
function inFrames(apply: (news: readonly RunNews[]) => void): Tell {
  let waiting: RunNews[] = [];
  const applyAll = (): void => {
    const news = waiting;
    waiting = [];
    apply(news);
  };
  return (...news) => {
    const isFirst = waiting.length === 0;
    waiting.push(...news);
    if (isFirst) setTimeout(applyAll, FRAME_MS);
  };
}

/** A hidden tab gets no animation frames, and would collect without end. */
const FRAME_MS = 16;
