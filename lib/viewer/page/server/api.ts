/** Asks the viewer's server, and listens to it. */
import type { ErrorAnswer, RunSummary } from '../../api-types';

/** What `path` answers. Rejects with what the server says is wrong. */
export async function ask<Answer>(path: string): Promise<Answer> {
  const response = await fetch(path, {
    headers: { accept: 'application/json' },
  });
  if (response.ok) return (await response.json()) as Answer;
  throw new Error(await complaintOf(response));
}

async function complaintOf(response: Response): Promise<string> {
  try {
    const { error } = (await response.json()) as ErrorAnswer;
    return error;
  } catch {
    return `The server answered ${response.status}.`;
  }
}

/** Forgets all traces. */
export async function clearAll(): Promise<void> {
  await fetch('/api/clear', { method: 'POST' });
}

/** What to do with what the server tells. */
export interface Listener {
  readonly onRun: (run: RunSummary) => void;
  readonly onCleared: () => void;
  /** Whether the server is there, each time that changes. */
  readonly onLive: (isLive: boolean) => void;
}

/** Hears of every run that changes, until the returned function is called. */
export function listen(listener: Listener): () => void {
  const source = new EventSource('/api/events');
  source.addEventListener('run', (event) => {
    listener.onRun(JSON.parse(String(event.data)) as RunSummary);
  });
  source.addEventListener('cleared', listener.onCleared);
  source.addEventListener('open', () => listener.onLive(true));
  source.addEventListener('error', () => listener.onLive(false));
  return () => source.close();
}
