/** The keys, in a dialog. */
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { BINDINGS, keyText } from './keyboard';
import { useKeys } from './use-keys';

interface HelpProps {
  readonly onClose: () => void;
}

export function Help({ onClose }: HelpProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  useKeys('dialog', { help: onClose, back: onClose });
  return (
    <dialog ref={dialog} onClose={onClose} aria-labelledby="help-title">
      <h2 id="help-title">Keys</h2>
      <dl class="keys">
        {BINDINGS.map(({ keys, what }) => (
          <div key={what}>
            <dt>
              {keys.map((key) => (
                <>
                  <kbd>{keyText(key)}</kbd>{' '}
                </>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <p>
        <button type="button" onClick={onClose}>
          Close
        </button>
      </p>
    </dialog>
  );
}
