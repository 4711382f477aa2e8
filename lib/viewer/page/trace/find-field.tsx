/** The field in which one looks for a text in the run. */
import type { JSX, RefObject } from 'preact';
import { plural } from '../list/run-row';
import type { Find } from './use-find';

interface FieldProps {
  readonly find: Find;
  /** Of the selected row. */
  readonly index: number;
  readonly field: RefObject<HTMLInputElement | null>;
}

export function FindField({ find, index, field }: FieldProps): JSX.Element {
  const { text, found, setText, jump } = find;
  return (
    <span class="find">
      <input
        ref={field}
        type="search"
        aria-label="Find in this run"
        placeholder="Find in this run…   s"
        value={text}
        onInput={({ currentTarget: { value } }) => setText(value)}
        onKeyDown={(event) => onKey(event, find)}
      />
      {text.trim() !== '' && (
        <>
          <span class="quiet" role="status">
            {placeText(find, index)}
          </span>
          {found.length > 0 && (
            <>
              <button type="button" onClick={() => jump(-1)}>
                ↑<span class="unseen"> Previous match</span>
              </button>
              <button type="button" onClick={() => jump(1)}>
                ↓<span class="unseen"> Next match</span>
              </button>
            </>
          )}
        </>
      )}
    </span>
  );
}

function placeText({ found }: Find, index: number): string {
  if (found.length === 0) return 'no span';
  const at = found.indexOf(index) + 1;
  return at > 0
    ? `${at} of ${plural(found.length, 'span')}`
    : plural(found.length, 'span');
}

/** Enter goes on, with Shift back; Escape gives up, and then leaves the field. */
function onKey(event: KeyboardEvent, { text, jump, setText }: Find): void {
  if (event.key === 'Enter') jump(event.shiftKey ? -1 : 1);
  else if (event.key === 'Escape' && text !== '') setText('');
  else if (event.key === 'Escape') blur(event);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function blur({ target }: KeyboardEvent): void {
  if (target instanceof HTMLElement) target.blur();
}
