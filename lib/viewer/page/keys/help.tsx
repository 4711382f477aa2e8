/** The keys, in a dialog. */
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { BINDINGS, KEY_GROUPS, keyText, type KeyGroup } from './keyboard';
import { useKeys } from './use-keys';

interface HelpProps {
  readonly onClose: () => void;
}

export function Help({ onClose }: HelpProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const { activeElement } = document;
    dialog.current?.showModal();
    // The dialog is taken away with its open state, and gives nothing back.
    return () => {
      if (activeElement instanceof HTMLElement) activeElement.focus();
    };
  }, []);
  useKeys('dialog', { help: onClose, back: onClose });
  return (
    <dialog ref={dialog} onClose={onClose} aria-labelledby="help-title">
      <h2 id="help-title">Keys</h2>
      <div class="key-groups">
        {KEY_GROUPS.map((group) => (
          <Group key={group} group={group} />
        ))}
      </div>
      <p class="quiet">
        Ctrl and the wheel zoom the waterfall; Shift and the wheel move it.
      </p>
      <button type="button" onClick={onClose}>
        Close
      </button>
    </dialog>
  );
}

function Group({ group }: { readonly group: KeyGroup }): JSX.Element {
  return (
    <section>
      <h3>{group}</h3>
      <dl class="keys">
        {BINDINGS.filter((each) => each.group === group).map(
          ({ keys, what }) => (
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
          ),
        )}
      </dl>
    </section>
  );
}
