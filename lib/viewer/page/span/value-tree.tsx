/** Any value as a tree that opens. */
import type { JSX, TargetedEvent } from 'preact';
import { useState } from 'preact/hooks';
import type { JsonObject, JsonValue } from '../../api-types';
import { visibleText } from '../text/visible-text';

interface ValueProps {
  readonly value: JsonValue;
}

export function ValueTree({ value }: ValueProps): JSX.Element {
  return (
    <div class="value" tabIndex={0} role="group" aria-label="value">
      <Value value={value} depth={0} />
    </div>
  );
}

interface ChildProps extends ValueProps {
  readonly name?: string;
  readonly depth: number;
}

/** Open at first down to here. */
const OPEN_DEPTH = 2;
/** Entries drawn at once; more are drawn when they are asked for. */
const STEP = 100;

function Value({ value, name, depth }: ChildProps): JSX.Element {
  if (typeof value !== 'object' || value === null) {
    return <Leaf value={value} name={name} />;
  }
  return <Branch value={value} name={name} depth={depth} />;
}

interface LeafProps extends ValueProps {
  readonly name: string | undefined;
}

function Leaf({ value, name }: LeafProps): JSX.Element {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return (
    <span class="leaf">
      <Key name={name} />
      <span class={typeof value === 'string' ? '' : 'quiet'}>
        {visibleText(text)}
      </span>
    </span>
  );
}

function Key({ name }: { readonly name: string | undefined }): JSX.Element {
  if (name === undefined) return <></>;
  return <span class="key">{visibleText(name)}: </span>;
}

interface BranchProps {
  readonly value: JsonObject | readonly JsonValue[];
  readonly name: string | undefined;
  readonly depth: number;
}

/** What is below is drawn once it is open: a capture may be large. */
function Branch({ value, name, depth }: BranchProps): JSX.Element {
  const [isOpen, setOpen] = useState(depth < OPEN_DEPTH);
  const [limit, setLimit] = useState(STEP);
  const entries = Object.entries(value);
  const size = `${entries.length}`;
  return (
    <details open={isOpen} onToggle={(event) => setOpen(isOpenNow(event))}>
      <summary>
        <Key name={name} />
        <span class="quiet">
          {Array.isArray(value) ? `[${size}]` : `{${size}}`}
        </span>
      </summary>
      {isOpen && (
        <ul>
          {entries.slice(0, limit).map(([key, child]) => (
            <li key={key}>
              <Value value={child} name={key} depth={depth + 1} />
            </li>
          ))}
          {entries.length > limit && (
            <li>
              <button type="button" onClick={() => setLimit(limit + STEP)}>
                {entries.length - limit} more
              </button>
            </li>
          )}
        </ul>
      )}
    </details>
  );
}

function isOpenNow({
  currentTarget,
}: TargetedEvent<HTMLDetailsElement>): boolean {
  return currentTarget.open;
}
