/** What was thrown, its stack, and what caused it. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { EventJson } from '../../api-types';
import {
  exceptionParts,
  type ExceptionPart,
  type Frame,
} from './exception-text';
import { visibleLine, visibleText } from '../text/visible-text';

interface ExceptionProps {
  readonly event: EventJson;
}

export function Exception({ event }: ExceptionProps): JSX.Element {
  return (
    <div class="exception">
      {exceptionParts(event).map((part, index) => (
        <Part key={index} part={part} />
      ))}
    </div>
  );
}

function Part({ part }: { readonly part: ExceptionPart }): JSX.Element {
  return (
    <div class="exception-part">
      {part.label !== '' && <span class="quiet">{part.label}</span>}
      <div class="headline">{visibleText(part.headline)}</div>
      <Frames frames={part.frames} />
    </div>
  );
}

/** The program's own first; the others when they are asked for. */
function Frames({
  frames,
}: {
  readonly frames: readonly Frame[];
}): JSX.Element {
  const own = frames.filter(({ isForeign }) => !isForeign);
  const [isWhole, setWhole] = useState(own.length === 0);
  const shown = isWhole ? frames : own;
  const hidden = frames.length - shown.length;
  return (
    <>
      <ol class="frames">
        {shown.map(({ text, isForeign }, index) => (
          <li key={index} class={isForeign ? 'foreign' : ''}>
            {visibleLine(text)}
          </li>
        ))}
      </ol>
      {hidden > 0 && (
        <button type="button" class="bare" onClick={() => setWhole(true)}>
          <span aria-hidden="true">▸ </span>
          {hidden} of dependencies
        </button>
      )}
    </>
  );
}
