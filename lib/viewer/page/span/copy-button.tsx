/** Puts a text where it can be pasted from. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

interface CopyProps {
  /** Made when it is asked for. */
  readonly text: () => string;
  readonly children: string;
}

type Outcome = 'none' | 'copied' | 'refused';

const WORDS: Readonly<Record<Outcome, string>> = {
  none: '',
  copied: 'Copied',
  refused: 'Not allowed to copy',
};

export function CopyButton({ text, children }: CopyProps): JSX.Element {
  const [outcome, setOutcome] = useState<Outcome>('none');
  const copy = (): void => {
    // Absent where the page was not loaded from this machine, over plain HTTP.
    const clipboard = navigator.clipboard as Clipboard | undefined;
    const written = clipboard?.writeText(text()) ?? Promise.reject(new Error());
    written.then(
      () => setOutcome('copied'),
      () => setOutcome('refused'),
    );
  };
  return (
    <button type="button" onClick={copy} onBlur={() => setOutcome('none')}>
      {WORDS[outcome] || children}
    </button>
  );
}
